#!/bin/sh
# Build Lozenge for another machine and run its tests under qemu-user:
# run.sh ARCH MAKE [SCENARIO...]; all unit tests, and scenarios if any are named
#
# Emulated system calls cannot be filtered, so nothing is confined there.  A PC
# runs what is made for i386 by itself: then nothing is emulated, and all must
# pass.

set -eu

arch=$1
make=$2
shift 2
case $arch in
armhf) triplet=arm-linux-gnueabihf qemu=qemu-arm ;;
arm64) triplet=aarch64-linux-gnu qemu=qemu-aarch64 ;;
i386) triplet=i686-linux-gnu qemu=qemu-i386 ;;
s390x) triplet=s390x-linux-gnu qemu=qemu-s390x ;;
*) echo "ARCH is armhf, arm64, i386 or s390x" >&2; exit 2 ;;
esac

build=$PWD/build/cross/$arch
root=$build/root
sh tests/cross/fetch.sh "$arch" "$root"
# Debian's i386 has its libraries under another name than its compiler.
case $arch in i386) libraries=i386-linux-gnu ;; *) libraries=$triplet ;; esac
runner="$qemu -L $root"
without=-DLOZENGE_NO_SANDBOX
beyond=tests/cross/beyond.txt
loader=$root/lib/ld-linux.so.2
if [ "$arch" = i386 ] && "$loader" --version >/dev/null 2>&1
then
    runner="$loader --library-path $root/lib/$libraries:$root/usr/lib/$libraries"
    without=
    beyond=/dev/null
fi
PKG_CONFIG_SYSROOT_DIR=$root
PKG_CONFIG_LIBDIR=$root/usr/lib/$libraries/pkgconfig:$root/usr/share/pkgconfig
export PKG_CONFIG_SYSROOT_DIR PKG_CONFIG_LIBDIR
"$make" --no-print-directory BUILD="cross/$arch" WERROR=1 \
    CC="$triplet-gcc --sysroot=$root" AR="$triplet-ar" \
    CPPFLAGS="$without" all unit-programs

# What scenarios start.
mkdir -p "$build/run"
for name in lozenged lozenge
do
    printf '#!/bin/sh\nexec %s "%s" "$@"\n' "$runner" "$build/$name" \
        >"$build/run/$name"
    chmod +x "$build/run/$name"
done
log=$build/unit.log
find "build/cross/$arch/tests" -type f -name 'test_*' -perm -u+x | sort |
    RUNNER=$runner PATIENCE_S=600 xargs sh tests/run-units.sh >"$log" || :
# PROGRAM.TEST of each test that failed; PROGRAM.died if it took too long or
# crashed.
awk '
    /^\[  FAILED  \] [a-z_0-9]+$/ { failed[$4] = 1 }
    /^FAILED  / {
        program = $2; sub(/.*\//, "", program); sub(/:$/, "", program)
        if ($NF >= 100) failed["died"] = 1
        for (test in failed) print program "." test
        delete failed
    }' "$log" >"$build/failed"
tail -n 1 "$log"
if [ $# -gt 0 ]
then
    LOZENGED=$build/run/lozenged LOZENGE=$build/run/lozenge \
        python3 -B tests/scenarios/run.py "$@" >"$build/scenarios.log" || :
    sed -n 's/^FAILED  \(.*\) (.*/\1/p' "$build/scenarios.log" >>"$build/failed"
    tail -n 1 "$build/scenarios.log"
fi
sort -o "$build/failed" "$build/failed"
sed '/^#/d; s/ .*//' "$beyond" | sort >"$build/beyond"
unexpected=$(comm -23 "$build/failed" "$build/beyond")
status=0
if ! grep -q '^unit: ' "$log"
then
    echo "the unit tests did not end: see $log"
    status=1
elif [ $# -gt 0 ] && ! grep -q '^scenarios: ' "$build/scenarios.log"
then
    echo "the scenarios did not end: see $build/scenarios.log"
    status=1
elif [ -n "$unexpected" ]
then
    echo "FAILED on $arch: $unexpected (see $build/*.log)"
    status=1
else
    echo "what failed is what qemu lacks: $(wc -l <"$build/failed") of" \
        "the $(wc -l <"$build/beyond") in tests/cross/beyond.txt"
fi
exit $status
