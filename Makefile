# Lozenge: `make help` lists the targets.

VERSION := 0.1.0
BUILD ?= release
O := build/$(BUILD)
P := $(if $(filter release,$(BUILD)),build,build/$(BUILD))
CC ?= cc
AR ?= ar
CFLAGS ?= -O2 -g

warnings := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 \
	-Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef -Wcast-qual \
	-Wwrite-strings -Wpointer-arith $(if $(WERROR),-Werror)
hardening := -fstack-protector-strong -fPIE -fno-strict-aliasing \
	$(if $(filter asan cov fuzz,$(BUILD)),,-D_FORTIFY_SOURCE=2) \
	$(if $(filter x86_64,$(shell uname -m)),-fcf-protection)
ldhardening := -pie -Wl,-z,relro,-z,now,-z,noexecstack,--as-needed
sanitize_asan := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
sanitize_cov := --coverage
sanitize_fuzz := -fsanitize=fuzzer-no-link,address,undefined
sanitize := $(sanitize_$(BUILD))

server_packages := libssl libcrypto libevent_core libmagic libconfuse libseccomp
tools_packages := libssl libcrypto md4c yaml-0.1
all_packages := $(sort $(server_packages) $(tools_packages) cmocka)
package_cflags := $(shell pkg-config --cflags $(all_packages) 2>/dev/null)
server_libs := $(shell pkg-config --libs $(server_packages) 2>/dev/null) -lunistring
tools_libs := $(shell pkg-config --libs $(tools_packages) 2>/dev/null) -lunistring
cmocka_libs := $(shell pkg-config --libs cmocka 2>/dev/null)

code_cflags := -std=gnu17 -D_GNU_SOURCE -DLOZENGE_VERSION='"$(VERSION)"' \
	$(warnings) $(hardening) $(sanitize) $(package_cflags) -MMD -MP

# The floors: what each may include.
include_proto := -iquote server/proto
include_sys := -iquote server/sys -iquote server/proto
include_server := -iquote server -iquote server/sys -iquote server/proto
include_tools := -iquote tools -iquote server/proto

objects = $(patsubst %.c,$(O)/%.o,$(wildcard $(1)/*.c))
proto_objects := $(call objects,server/proto)
sys_objects := $(call objects,server/sys)
server_objects := $(filter-out $(O)/server/main.o,$(call objects,server))
tools_objects := $(filter-out $(O)/tools/main.o,$(call objects,tools))
tests := $(patsubst %.c,$(O)/%,$(wildcard tests/*/test_*.c))

all: $(P)/lozenged $(P)/lozenge ## build lozenged and lozenge (installs nothing)

$(O)/libproto.a: $(proto_objects)
$(O)/libsys.a: $(sys_objects)
$(O)/libserver.a: $(server_objects)
$(O)/libtools.a: $(tools_objects)
%.a:
	@rm -f $@
	$(AR) rcs $@ $^

$(P)/lozenged: $(O)/server/main.o $(O)/libserver.a $(O)/libsys.a $(O)/libproto.a
	$(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) $(ldhardening) -o $@ $^ $(server_libs)
$(P)/lozenge: $(O)/tools/main.o $(O)/libtools.a $(O)/libproto.a
	$(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) $(ldhardening) -o $@ $^ $(tools_libs)

$(O)/server/proto/%.o: server/proto/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(code_cflags) $(include_proto) -c -o $@ $<
$(O)/server/sys/%.o: server/sys/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(code_cflags) $(include_sys) -c -o $@ $<
$(O)/server/%.o: server/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(code_cflags) $(include_server) -c -o $@ $<
$(O)/tools/%.o: tools/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(code_cflags) $(include_tools) -c -o $@ $<
$(O)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(code_cflags) $(include_$(notdir $(<D))) -c -o $@ $<

test_link = $(CC) $(CFLAGS) $(sanitize) $(LDFLAGS) $(ldhardening) -o $@ $(filter %.o %.a,$^)
$(O)/tests/proto/%: $(O)/tests/proto/%.o $(O)/libproto.a
	$(test_link) $(cmocka_libs) -lunistring
$(O)/tests/sys/%: $(O)/tests/sys/%.o $(O)/libsys.a $(O)/libproto.a
	$(test_link) $(cmocka_libs) $(server_libs)
$(O)/tests/server/%: $(O)/tests/server/%.o $(O)/libserver.a $(O)/libsys.a $(O)/libproto.a
	$(test_link) $(cmocka_libs) $(server_libs)
$(O)/tests/tools/%: $(O)/tests/tools/%.o $(O)/libtools.a $(O)/libproto.a
	$(test_link) $(cmocka_libs) $(tools_libs)

unit: $(tests) ## build and run the unit tests
	@for t in $(tests); do echo "== $${t#$(O)/}"; $$t || exit 1; done

clean: ## remove everything that was built
	rm -rf build

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

.PHONY: all unit clean help
.SECONDARY:
-include $(shell find $(O) -name '*.d' 2>/dev/null)
