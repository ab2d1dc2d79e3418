#!/bin/sh
# Unpack what Lozenge needs of another machine's Debian: fetch.sh ARCH DIRECTORY
#
# Packages and all that they depend on, from Debian's own archive, by an apt
# with a configuration of its own; nothing of this machine changes.  Quick when
# it has been done.

set -eu

arch=$1
root=$2
apt=$root.apt
packages='libc6-dev libssl-dev libevent-dev libmagic-dev libconfuse-dev
    libseccomp-dev libsqlite3-dev libstemmer-dev libjansson-dev libxml2-dev
    libmd4c-dev libyaml-dev libunistring-dev libcmocka-dev'

[ -e "$root/complete" ] && exit 0
# shellcheck source=/dev/null
. /etc/os-release
mkdir -p "$root" "$apt/lists/partial" "$apt/archives/partial"
: >"$apt/status"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg]" \
    "http://deb.debian.org/debian $VERSION_CODENAME main" >"$apt/sources.list"
cat >"$apt/apt.conf" <<END
APT { Architecture "$arch"; Architectures { "$arch"; };
    Install-Recommends "false"; Sandbox::User "root"; };
Dir { State "$apt"; State::status "$apt/status"; Cache "$apt";
    Etc::sourcelist "$apt/sources.list"; Etc::sourceparts "-"; };
Debug::NoLocking "true";
END
APT_CONFIG=$apt/apt.conf
export APT_CONFIG
apt-get -q update
# A package name a word.
# shellcheck disable=SC2086
apt-get -q -y --download-only install $packages
for package in "$apt"/archives/*.deb
do
    dpkg-deb --extract "$package" "$root"
done
rm -r "$apt"
touch "$root/complete"
