#!/bin/sh
# What `make deb` does: build the Debian package from a copy of this tree, so
# that nothing changes outside build/deb.
#
#   make-deb.sh VERSION

set -eu

version=$1
top=$PWD/build/deb
tree=$top/lozenge-$version

# Variables of the make that runs us are not for the package's own.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES

rm -rf "$top"
mkdir -p "$tree"
tar -c --exclude=./build --exclude=./.git --exclude='./certs/*' . |
    tar -x --no-same-owner -C "$tree"
cp -R tools/packaging/debian "$tree/debian"
sed -i "1s/(.*)/($version)/" "$tree/debian/changelog"

cd "$tree"
DEB_BUILD_OPTIONS="${DEB_BUILD_OPTIONS:-} noautodbgsym" \
    dpkg-buildpackage --no-sign --build=binary
cd "$top"
rm -rf "$tree"
ls -l "$top"/*.deb
