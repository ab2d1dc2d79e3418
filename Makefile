# Lozenge: `make help` lists the targets, README.md tells the story.
#
# Each variant (BUILD=release, clang, asan, cov, fuzz) has an object tree of its
# own under build/; the release programs stand right there. V=1 shows commands.

VERSION := 0.2.0
BUILD ?= release
O := build/$(BUILD)
P := $(if $(filter release,$(BUILD)),build,build/$(BUILD))

# What `make run` serves, under which name, and where ([ADDR]:PORT, or off).
SOURCE ?= capsule/leaflet.md capsule/leaflet.es.md
HOST ?= localhost
ipv6_loopback := $(shell grep -qs '^0*1 ' /proc/net/if_inet6 && echo yes)
GEMINI ?= 127.0.0.1:1965 $(if $(ipv6_loopback),[::1]:1965)
GOPHER ?= 127.0.0.1:7070 $(if $(ipv6_loopback),[::1]:7070)

# Where `make install` puts things, below DESTDIR.
prefix ?= /usr/local
bindir ?= $(prefix)/bin
mandir ?= $(prefix)/share/man
exampledir ?= $(prefix)/share/doc/lozenge/examples
bashcompdir ?= $(prefix)/share/bash-completion/completions
zshcompdir ?= $(prefix)/share/zsh/site-functions
fishcompdir ?= $(prefix)/share/fish/vendor_completions.d
INSTALL ?= install

FUZZ_SECONDS ?= 10
MINUTES ?= 30
STEP ?= 1
PYTHON ?= python3
PKG_CONFIG ?= pkg-config
ifeq ($(origin CC),default)
CC := $(if $(filter clang fuzz,$(BUILD)),clang,gcc)
endif
CFLAGS ?= -O2 -g
compiler := $(if $(findstring clang,$(shell $(CC) --version 2>/dev/null)),clang,gcc)
machine := $(firstword $(subst -, ,$(shell $(CC) -dumpmachine 2>/dev/null)))

# What the code needs, apart from the user's CPPFLAGS, CFLAGS and LDFLAGS.
warnings := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 \
	-Wimplicit-fallthrough -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wundef \
	-Wcast-qual -Wwrite-strings -Wpointer-arith \
	-Werror=format-security -Werror=implicit -Werror=incompatible-pointer-types \
	-Werror=int-conversion $(if $(WERROR),-Werror)
warnings_gcc := -Wtrampolines -Wbidi-chars=any -Wlogical-op -Wduplicated-cond
fortify := $(if $(filter-out -O0,$(filter -O%,$(CFLAGS))),-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3)
hardening := -fPIE -fstack-protector-strong -fstack-clash-protection \
	-fno-strict-aliasing -fno-strict-overflow -fno-delete-null-pointer-checks \
	$(if $(filter asan cov fuzz,$(BUILD)),,$(fortify))
hardening_gcc := -ftrivial-auto-var-init=zero
hardening_x86_64 := -fcf-protection=full
hardening_aarch64 := -mbranch-protection=standard
sanitize_asan := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
sanitize_cov := --coverage -fprofile-update=atomic -fdata-sections -fno-common \
	$(addprefix -fno-builtin-,fork execv execve execvp)
sanitize_fuzz := -fsanitize=fuzzer-no-link,address,undefined \
	-fno-sanitize-recover=all -fno-omit-frame-pointer
sanitize := $(sanitize_$(BUILD))

server_packages := libssl libcrypto libevent_core libmagic libconfuse libseccomp
tools_packages := $(server_packages) jansson libxml-2.0 md4c yaml-0.1
# Opened only by those that search or index; see lib/index/index_sqlite.h.
opened_packages := sqlite3
packages := $(sort $(server_packages) $(tools_packages) $(opened_packages))
package_cflags := $(shell $(PKG_CONFIG) --cflags $(packages) 2>/dev/null)
server_libs := $(shell $(PKG_CONFIG) --libs $(server_packages) 2>/dev/null) -lunistring
tools_libs := $(shell $(PKG_CONFIG) --libs $(tools_packages) 2>/dev/null) -lunistring
cmocka_libs := $(shell $(PKG_CONFIG) --libs cmocka 2>/dev/null)

language := -std=gnu17 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 -DLOZENGE_VERSION='"$(VERSION)"'
link_cov := -Wl,--wrap=_exit,-T,tests/coverage/counters.ld
say = $(if $(V),,@echo "  $(1) $@" &&)
# Time of 64 bits on machines of 32, but where libevent is handed times of its
# own kind: loop.c goes by what the libraries were built with.
wide_time = $(if $(filter %/lib/system/loop.o,$@),,-D_TIME_BITS=64)
compile = $(call say,CC) $(CC) $(language) $(wide_time) $(warnings) $(warnings_$(compiler)) $(hardening) \
	$(hardening_$(compiler)) $(hardening_$(machine)) $(sanitize) \
	$(package_cflags) $(1) -MMD -MP $(CPPFLAGS) $(CFLAGS) -c -o $@ $<
link = $(call say,LD) $(CC) $(hardening) $(sanitize) $(CFLAGS) -pie \
	-Wl,-z,relro,-z,now,-z,noexecstack,--as-needed $(LDFLAGS) \
	-o $@ $(filter %.o %.a,$^) $(link_$(BUILD)) $(1) $(LDLIBS)

# The floors: what the files of each folder may include.  A test may include
# all that its program is made of, and tests/support.
floor_lib/text := lib/text
floor_lib/command := lib/command $(floor_lib/text)
floor_lib/system := lib/system $(floor_lib/text)
floor_lib/signing := lib/signing $(floor_lib/system)
floor_lib/tls := lib/tls $(floor_lib/signing)
floor_lib/sandbox := lib/sandbox $(floor_lib/system)
floor_lib/index := lib/index $(floor_lib/text)
floor_server/config := server/config $(floor_lib/system)
floor_server/counts := server/counts $(floor_server/config)
floor_server/site := server/site $(floor_server/config)
floor_server/search := server/search lib/index $(floor_server/site)
floor_server/serve := server/serve server/search $(floor_server/site)
floor_server/conn := server/conn server/counts lib/tls $(floor_server/serve)
floor_server/worker := server/worker $(floor_server/conn)
floor_server/processes := server/processes lib/sandbox lib/index $(floor_server/worker)
floor_server := server lib/command $(floor_server/processes)
floor_tools/diagnostic := tools/diagnostic $(floor_lib/system)
floor_tools/document/reading := tools/document/reading $(floor_tools/diagnostic)
floor_tools/document/front := tools/document/front $(floor_tools/document/reading)
floor_tools/document/meaning := tools/document/meaning $(floor_tools/document/front)
floor_tools/document/checking := tools/document/checking $(floor_tools/document/meaning)
floor_tools/capsule := tools/capsule lib/index $(floor_tools/document/meaning)
floor_tools/publish := tools/publish $(floor_tools/capsule)
floor_tools/fix := tools/fix $(floor_tools/diagnostic)
floor_tools/lint := tools/lint $(floor_tools/diagnostic)
floor_tools/fetch := tools/fetch lib/tls $(floor_lib/system)
floor_tools/doctor := tools/doctor $(floor_tools/fetch)
floor_tools/search := tools/search lib/index $(floor_tools/lint)
floor_tools/watch := tools/watch $(floor_lib/system)
floor_tools/init := tools/init $(floor_lib/text)
floor_tools/export := tools/export $(floor_tools/capsule)
floor_tools := tools tools/doctor tools/export tools/init tools/watch tools/document/checking tools/publish tools/search tools/lint tools/fetch tools/fix \
	lib/tls lib/command $(floor_tools/publish)
floor_tools/packaging/completion := $(floor_tools) $(floor_server)
folders := $(sort $(patsubst floor_%,%,$(filter floor_%,$(.VARIABLES))))
tested_lib := tests/support lib/command lib/sandbox lib/index $(floor_lib/tls)
tested_server := tests/support $(floor_server)
tested_tools := tests/support $(floor_tools)
tested_fuzz := tests/support lib/signing $(floor_tools) $(floor_server)
tested_bench := $(floor_lib/tls)

program_of = $(word 2,$(subst /, ,$(1)))
floor_of = $(or $(floor_$(1)),$(if $(filter tests/%,$(1)),$(tested_$(program_of))))
includes = $(addprefix -iquote ,$(call floor_of,$(patsubst %/,%,$(dir $(1)))))

sources := $(wildcard $(addsuffix /*.c,$(filter-out tests/%,$(folders))))
tests := $(patsubst %.c,$(O)/%,$(shell find tests/lib tests/server tests/tools -name 'test_*.c'))
bench_programs := $(patsubst %,$(O)/tests/bench/%,bare hold inetd load shake)
fuzzers := $(patsubst %.c,$(O)/%,$(wildcard tests/fuzz/fuzz_*.c))
counting_cov := $(O)/tests/coverage/shared_counters.o
objects = $(patsubst %.c,$(O)/%.o,$(filter-out %/main.c tools/memory.c,$(filter $(1),$(sources))))

all: $(P)/lozenged $(P)/lozenge ## build lozenged and lozenge; install nothing

$(O)/text.a: $(call objects,lib/text/%)
$(O)/lib.a: $(call objects,lib/%)
$(O)/server.a: $(call objects,server/%)
$(O)/tools.a: $(call objects,tools/%)
%.a:
	@rm -f $@
	$(call say,AR) $(AR) rcs $@ $^

$(P)/lozenged $(P)/lozenge $(O)/list-options $(tests): $(counting_$(BUILD))
$(P)/lozenged: $(addprefix $(O)/,server/main.o server.a lib.a)
	$(call link,$(server_libs))
# ASan's own allocator ends the run as tools/memory.c does.
$(P)/lozenge: $(addprefix $(O)/,tools/main.o \
	$(if $(filter asan fuzz,$(BUILD)),,tools/memory.o) tools.a lib.a)
	$(call link,$(tools_libs))

# What the programs take, for make completion; not installed.
$(O)/list-options: $(addprefix $(O)/,tools/packaging/completion/main.o tools.a server.a lib.a)
	$(call link,$(tools_libs))

$(O)/%.o: %.c
	@mkdir -p $(@D)
	$(call compile,$(call includes,$<))

# lib/text stands alone: its tests are linked with nothing else.
$(O)/tests/lib/text/%: $(addprefix $(O)/,tests/lib/text/%.o text.a)
	$(call link,$(cmocka_libs) -lunistring)
$(O)/tests/lib/%: $(addprefix $(O)/,tests/lib/%.o lib.a)
	$(call link,$(cmocka_libs) $(server_libs))
$(O)/tests/server/%: $(addprefix $(O)/,tests/server/%.o server.a lib.a)
	$(call link,$(cmocka_libs) $(server_libs))
$(O)/tests/tools/%: $(addprefix $(O)/,tests/tools/%.o tools.a lib.a)
	$(call link,$(cmocka_libs) $(tools_libs))
$(O)/tests/fuzz/%: $(addprefix $(O)/,tests/fuzz/%.o tools.a server.a lib.a)
	$(call link,-fsanitize=fuzzer $(tools_libs))
$(O)/tests/bench/libbench.a: $(patsubst %,$(O)/tests/bench/%.o,client tally)
$(O)/tests/bench/shake: $(O)/lib.a
$(O)/tests/bench/%: $(O)/tests/bench/%.o $(O)/tests/bench/libbench.a
	$(call link,$(server_libs))

deps: ## install the Debian packages that run and check lack
	@sh tools/packaging/install-dependencies.sh build test

run: ## build the leaflet and serve it on this machine
	@sh tools/packaging/install-dependencies.sh build
	@$(MAKE) --no-print-directory $(if $(V),,-s) all
	@exec sh tools/packaging/serve.sh '$(P)' '$(SOURCE)' '$(HOST)' '$(GEMINI)' '$(GOPHER)'

check: deps ## build with gcc and clang, run every test, lint
	@exec sh tests/check.sh '$(MAKE)'

unit-programs: $(tests)
unit: unit-programs ## build and run the unit tests
	@sh tests/run-units.sh $(tests)
scenarios: all completion ## drive the real programs over real sockets
	@LOZENGED='$(P)/lozenged' LOZENGE='$(P)/lozenge' \
	    $(PYTHON) -B tests/scenarios/run.py $(ONLY)
cross: ## the unit tests, and scenarios ONLY, on ARCH=armhf, arm64, i386 or s390x
	@sh tools/packaging/install-dependencies.sh build 'cross-$(ARCH)'
	@exec sh tests/cross/run.sh '$(ARCH)' '$(MAKE)' $(ONLY)
asan: ## unit tests and scenarios under ASan and UBSan
	@$(MAKE) --no-print-directory BUILD=asan WERROR=1 unit scenarios

cov: ## lines and branches covered, file by file, the worst last
	@sh tools/packaging/install-dependencies.sh build test cov
	@$(MAKE) --no-print-directory BUILD=cov all unit-programs
	@exec sh tests/coverage/run.sh '$(MAKE)' '$(PYTHON)'

fuzzers: $(fuzzers)
fuzz: ## fuzz each parser for FUZZ_SECONDS, side by side; ONLY names some
	@$(MAKE) --no-print-directory BUILD=fuzz fuzzers
	@printf '%s\n' $(or $(ONLY),$(notdir $(fuzzers))) | xargs -P "$$(nproc)" -I '{}' \
	    sh tests/fuzz/run.sh '{}' '$(FUZZ_SECONDS)' '$(PYTHON)'
$(O)/tests/torture/inject.so: tests/torture/inject.c
	@mkdir -p $(@D)
	$(call say,LD) $(CC) $(language) $(warnings) -O2 -g -fno-builtin -fPIC -shared -o $@ $<
torture: all $(O)/tests/torture/inject.so ## fail each STEPth call of lozenge: nothing pretended
	@LOZENGE='$(P)/lozenge' INJECT_LIBRARY='$(O)/tests/torture/inject.so' \
	    STEP='$(STEP)' $(PYTHON) -B tests/torture/run.py $(ONLY)
torture-network: all $(O)/tests/torture/inject.so ## the same for lozenge get and lozenged, for SECONDS
	@LOZENGED='$(P)/lozenged' LOZENGE='$(P)/lozenge' SECONDS='$(SECONDS)' \
	    INJECT_LIBRARY='$(O)/tests/torture/inject.so' \
	    $(PYTHON) -B tests/torture/network.py $(ONLY)
soak: ## serve hostile load for MINUTES (0: briefly): nothing may grow
bench: ## measure lozenged beside others: speed, memory, start-up
soak bench: all $(bench_programs)
	@LOZENGED='$(P)/lozenged' LOZENGE='$(P)/lozenge' BENCH='$(O)/tests/bench' \
	    MINUTES='$(MINUTES)' $(PYTHON) -B tests/$@/run.py $(ONLY)

c_files := $(shell find lib server tools tests -name '*.[ch]')
man_pages := $(wildcard server/*.[58] tools/*.1)
build/lint/%.tidy: %.c .clang-tidy
	@mkdir -p $(@D)
	@clang -MM -MP -MT $@ -MF $(@:.tidy=.d) $(language) $(package_cflags) $(call includes,$<) $<
	$(call say,TIDY) clang-tidy --quiet $< -- $(language) $(package_cflags) $(call includes,$<) \
	    2>$(@:.tidy=.log) || { cat $(@:.tidy=.log); exit 1; }
	@touch $@
tidy: $(sources:%.c=build/lint/%.tidy)
lint: tidy ## clang-tidy, clang-format, cppcheck, shellcheck, mandoc
	$(if $(V),,@)clang-format --dry-run --Werror $(c_files)
	$(if $(V),,@)cppcheck --quiet --error-exitcode=1 --inline-suppr --std=c11 -D__GNUC__ \
	    '-DTAILQ_FOREACH(v,head,f)=while(((v)=(head)->tqh_first))' \
	    --enable=warning,performance,portability \
	    $(addprefix -I,$(folders)) $(sources)
	$(if $(V),,@)shellcheck .ci/run $(wildcard tools/packaging/*.sh tests/*.sh tests/*/*.sh)
	$(if $(V),,@)$(PYTHON) -B tests/structure.py
	$(if $(V),,@)$(if $(man_pages),mandoc -Tlint -Wwarning $(man_pages))
format: ## format the C files as .clang-format says
	@clang-format -i $(c_files)

completion: $(O)/list-options ## make the completion of bash, zsh and fish
	$(if $(V),,@)sh tools/packaging/completion.sh '$<' '$(P)/completion'
installdirs: ## make the directories that install fills
	$(INSTALL) -d $(addprefix $(DESTDIR),$(bindir) $(mandir)/man1 $(mandir)/man5 $(mandir)/man8 \
	    $(exampledir) $(bashcompdir) $(zshcompdir) $(fishcompdir))
install: all completion installdirs ## install programs and all that goes with them
	$(INSTALL) -m 755 $(P)/lozenged $(P)/lozenge $(DESTDIR)$(bindir)
	set -e; for page in $(man_pages); do \
	    $(INSTALL) -m 644 $$page $(DESTDIR)$(mandir)/man$${page##*.}; done
	$(INSTALL) -m 644 server/lozenged.conf.example $(DESTDIR)$(exampledir)
	$(INSTALL) -m 644 $(addprefix $(P)/completion/bash/,lozenge lozenged) $(DESTDIR)$(bashcompdir)
	$(INSTALL) -m 644 $(addprefix $(P)/completion/zsh/,_lozenge _lozenged) $(DESTDIR)$(zshcompdir)
	$(INSTALL) -m 644 $(addprefix $(P)/completion/fish/,lozenge.fish lozenged.fish) $(DESTDIR)$(fishcompdir)
uninstall: ## remove what install put there
	rm -f $(addprefix $(DESTDIR)$(bindir)/,lozenged lozenge) \
	    $(DESTDIR)$(exampledir)/lozenged.conf.example \
	    $(addprefix $(DESTDIR)$(bashcompdir)/,lozenge lozenged) \
	    $(addprefix $(DESTDIR)$(zshcompdir)/,_lozenge _lozenged) \
	    $(addprefix $(DESTDIR)$(fishcompdir)/,lozenge.fish lozenged.fish)
	for page in $(notdir $(man_pages)); do \
	    rm -f $(DESTDIR)$(mandir)/man$${page##*.}/$$page; done
dist: ## make a tarball of the committed tree
	@mkdir -p build
	git archive --prefix=lozenge-$(VERSION)/ -o build/lozenge-$(VERSION).tar.gz HEAD
deb: ## build the Debian package, into build/deb
	@sh tools/packaging/install-dependencies.sh build deb
	@sh tools/packaging/make-deb.sh '$(VERSION)'
check-deb: deb ## install, use and purge the package in a root of its own
	@sh tools/packaging/install-dependencies.sh check-deb
	@bash tests/check-deb.sh '$(VERSION)'
check-web: all ## the web pages in headless Chromium: axe-core, widths, valid HTML
	@sh tools/packaging/install-dependencies.sh check-web
	@cd build && npm install --silent --no-save --no-audit --no-fund axe-core
	@AXE=build/node_modules/axe-core/axe.min.js LOZENGE='$(P)/lozenge' \
	    /usr/bin/python3 -B tests/web/check_web.py
screenshots: all ## take the pictures of README.md anew
	@sh tools/packaging/install-dependencies.sh check-web test
	@LOZENGED='$(P)/lozenged' LOZENGE='$(P)/lozenge' \
	    /usr/bin/python3 -B tests/web/screenshots.py
clean: ## remove everything that was built
	rm -rf build
help: ## list the targets
	@sed -nE 's/^([a-z-]+):[^#]*## (.*)/  \1\t\2/p' Makefile | expand -t 15

.PHONY: all asan bench check check-deb check-web clean completion cov cross deb deps dist format fuzz fuzzers \
	help install installdirs lint run scenarios screenshots soak tidy torture torture-network \
	uninstall unit unit-programs
.SECONDARY:
.DELETE_ON_ERROR:
-include $(shell find $(O) build/lint -type f -name '*.d' 2>/dev/null)
