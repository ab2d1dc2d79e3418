#!/bin/sh
# Install the Debian packages that Lozenge lacks here, and nothing else.
#
#   install-dependencies.sh build        what compiling and serving needs
#   install-dependencies.sh build test   what `make check` needs as well
#   install-dependencies.sh build deb    what `make deb` needs
#   install-dependencies.sh cross-s390x  what `make cross ARCH=s390x` needs
#
# Quick and silent when nothing is missing.  As root, or where sudo works, it
# installs; otherwise it prints the one line to run and fails.

set -u

# Where servers are, and an ordinary user's shell does not look.
PATH=$PATH:/usr/sbin:/sbin

# for    how to tell      what to look for   Debian package
needs='
build    program          gcc                gcc
build    program          ar                 binutils
build    program          pkg-config         pkgconf
build    header           stdio.h            libc6-dev
build    library          libssl             libssl-dev
build    library          libcrypto          libssl-dev
build    library          libevent_core      libevent-dev
build    library          libmagic           libmagic-dev
build    library          libconfuse         libconfuse-dev
build    library          libseccomp         libseccomp-dev
build    library          sqlite3            libsqlite3-dev
build    header           libstemmer.h       libstemmer-dev
build    library          jansson            libjansson-dev
build    library          libxml-2.0         libxml2-dev
build    library          md4c               libmd4c-dev
build    library          yaml-0.1           libyaml-dev
build    header           unistr.h           libunistring-dev
test     library          cmocka             libcmocka-dev
test     program          clang              clang
test     program          clang-tidy         clang-tidy
test     program          clang-format       clang-format
test     clang-runtime    fuzzer             libclang-rt-dev
test     program          cppcheck           cppcheck
test     program          shellcheck         shellcheck
test     program          mandoc             mandoc
test     program          git                git
test     program          python3            python3
test     program          openssl            openssl
test     program          prlimit            util-linux
test     program          curl               curl
test     program          lynx               lynx
test     program          gopher             gopher
test     program          sacc               sacc
test     program          amfora             amfora
test     program          bombadillo         bombadillo
test     program          tmux               tmux
test     program          haproxy            haproxy
deb      program          dh                 debhelper
deb      program          dpkg-buildpackage  dpkg-dev
cross-armhf program arm-linux-gnueabihf-gcc gcc-arm-linux-gnueabihf
cross-armhf program qemu-arm qemu-user
cross-arm64 program aarch64-linux-gnu-gcc gcc-aarch64-linux-gnu
cross-arm64 program qemu-aarch64 qemu-user
cross-i386 program i686-linux-gnu-gcc gcc-i686-linux-gnu
cross-i386 program qemu-i386 qemu-user
cross-s390x program s390x-linux-gnu-gcc gcc-s390x-linux-gnu
cross-s390x program qemu-s390x qemu-user
cov      program          gcovr              gcovr
check-deb program         debootstrap        debootstrap
check-deb program         lintian            lintian
check-deb program         unshare            util-linux
check-deb program         ip                 iproute2
check-web program         chromium           chromium
check-web program         chromedriver       chromium-driver
check-web program         tidy               tidy
check-web program         npm                npm
check-web python          selenium           python3-selenium
'

# Where the compiler would find a header of the system.
have_header()
{
    for directory in /usr/include /usr/include/*-linux-* /usr/local/include
    do
        [ -e "$directory/$1" ] && return 0
    done
    return 1
}

have_clang_runtime()
{
    command -v clang >/dev/null || return 1
    for archive in "$(clang -print-runtime-dir)/libclang_rt.$1"*
    do
        [ -e "$archive" ] && return 0
    done
    return 1
}

have()
{
    case $1 in
    program) command -v "$2" >/dev/null ;;
    library) pkg-config --exists "$2" 2>/dev/null ;;
    header) have_header "$2" ;;
    clang-runtime) have_clang_runtime "$2" ;;
    python) /usr/bin/python3 -c "import $2" 2>/dev/null ;;
    *) echo "install-dependencies.sh: no way to tell \"$1\"" >&2; exit 1 ;;
    esac
}

# The packages that the scopes named need and this machine lacks, each once.
missing_packages()
{
    scopes=" $* "
    echo "$needs" | while read -r scope kind name package
    do
        case $scopes in
        *" ${scope:-none} "*) have "$kind" "$name" || echo "$package" ;;
        esac
    done | sort -u | tr '\n' ' '
}

# Run a command as root: as it is, through sudo, or not at all.
as_root()
{
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif sudo -n true 2>/dev/null; then
        sudo -n "$@"
    else
        sudo "$@"
    fi
}

can_become_root()
{
    [ "$(id -u)" -eq 0 ] && return 0
    command -v sudo >/dev/null || return 1
    sudo -n true 2>/dev/null || [ -t 0 ]
}

missing=$(missing_packages "$@")
missing=${missing% }
[ -z "$missing" ] && exit 0

echo "Lozenge needs these Debian packages, not installed yet: $missing"
if ! command -v apt-get >/dev/null; then
    echo "This is no Debian system: install their like and try again." >&2
    exit 1
fi
if ! can_become_root; then
    echo "You are not root here. Run this line as root, then try again:" >&2
    echo "apt-get update && apt-get install -y --no-install-recommends $missing" >&2
    exit 1
fi

# A package name a word.
# shellcheck disable=SC2086
if ! { as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update &&
    as_root env DEBIAN_FRONTEND=noninteractive \
        apt-get -q install -y --no-install-recommends $missing; }; then
    echo "apt-get could not install: $missing" >&2
    exit 1
fi

missing=$(missing_packages "$@")
if [ -n "$missing" ]; then
    echo "Installed, and yet not to be found: $missing" >&2
    exit 1
fi
