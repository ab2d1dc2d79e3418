#!/bin/bash
# What `make check-deb` does: lint the package, install it in a Debian of its
# own under build/check-deb, serve from there as the unit says, remove it, purge
# it, and see that the host's certificates and capsule are still there.
#
#   check-deb.sh VERSION
#
# systemd is no process 1 there, so the unit's own command line is run as the
# unit's user, without a capability, with sockets passed as systemd would.  All
# that is mounted and started is gone with this script's namespaces.

set -eu

version=$1
top=$PWD/build/check-deb
root=$top/root
packages=$PWD/build/deb

say()
{
    echo "check-deb: $*"
}

fail()
{
    echo "check-deb: FAILED: $*" >&2
    exit 1
}

cannot()
{
    echo "check-deb: CANNOT BE DONE HERE: $*" >&2
    exit 77
}

# How to run something in the root, with the few variables it needs.
in_root=(env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
    DEBIAN_FRONTEND=noninteractive chroot "$root")

inside()
{
    "${in_root[@]}" "$@"
}

# The value of a unit's last line of that name.
unit_value()
{
    sed -n "s/^$2=//p" "$root/lib/systemd/system/$1" | tail -n 1
}

make_root()
{
    local suite

    # The release that the package was built on, for it has those libraries.
    suite=$(sed -n 's/^VERSION_CODENAME=//p' /etc/os-release)
    say "Debian ${suite:=stable} in $root (debootstrap; its log is $top/log)"
    rm -rf --one-file-system "$root"
    mkdir -p "$top"
    debootstrap --variant=minbase "$suite" "$root" >"$top/log" 2>&1 || {
        tail -n 5 "$top/log" >&2
        cannot "debootstrap fails; are the Debian mirrors in reach?"
    }
    echo "127.0.0.1 localhost" >"$root/etc/hosts"
    mount -t proc proc "$root/proc"
    cp "$packages/lozenge_${version}_"*.deb "$root/root/"
}

check_lint()
{
    lintian --allow-root --fail-on error,warning \
        "$packages/lozenge_${version}_"*.changes ||
        fail "lintian complains"
    say "lintian is content"
}

check_exposure()
{
    inside systemd-analyze security --offline=true --threshold=15 --no-pager \
        /lib/systemd/system/lozenged.service >"$top/exposure" ||
        fail "the service is exposed by more than 1.5: see $top/exposure"
    say "$(tail -n 1 "$top/exposure" | tr -d '→' | sed 's/^ *//')"
}

check_install()
{
    inside sh -c 'apt-get -q update &&
        apt-get -q -y --no-install-recommends install /root/lozenge_*.deb' \
        >>"$top/log" 2>&1 || {
        tail -n 15 "$top/log" >&2
        fail "apt-get cannot install the package"
    }
    inside id lozenge >/dev/null || fail "there is no user lozenge"
    for unit in lozenged.service lozenged-gemini.socket lozenged-gopher.socket
    do
        inside systemctl is-enabled -q "$unit" || fail "$unit is not enabled"
    done
    inside systemd-analyze verify --man=no lozenged.service \
        lozenged-gemini.socket lozenged-gopher.socket ||
        fail "systemd does not understand the units"
    say "installed: $(inside lozenged --version)"
}

# Start the server as systemd would, in a network that has but a loopback.
start_server()
{
    local command user

    command=$(unit_value lozenged.service ExecStart)
    user=$(unit_value lozenged.service User)
    # Not through a function: the process is to be the server itself.
    # shellcheck disable=SC2086
    "${in_root[@]}" systemd-socket-activate \
        --listen="$(unit_value lozenged-gemini.socket ListenStream)" \
        --listen="$(unit_value lozenged-gopher.socket ListenStream)" \
        --fdname="$(unit_value lozenged-gemini.socket FileDescriptorName):$(
            unit_value lozenged-gopher.socket FileDescriptorName)" \
        setpriv --reuid="$user" --regid="$user" --init-groups \
        --bounding-set=-all --inh-caps=-all --no-new-privs \
        $command >"$top/server.log" 2>&1 &
    server=$!
}

# Ask for a page until the server is up; 10 s at most.
get()
{
    local attempt

    for attempt in $(seq 50)
    do
        inside lozenge get "$1" 2>"$top/get.log" && return 0
        sleep 0.2
    done
    cat "$top/server.log" "$top/get.log" >&2
    fail "no answer to $1 after $attempt attempts"
}

check_serving()
{
    local title

    title=$(sed -n 's/^# //p' "$root/usr/share/lozenge/capsule/index.gmi")
    start_server
    get gemini://localhost/ >"$top/index.gmi"
    cmp "$top/index.gmi" "$root/usr/share/lozenge/capsule/index.gmi" ||
        fail "this is not the leaflet"
    get gopher://localhost/ >"$top/menu"
    grep -qF "$title" "$top/menu" || fail "the Gopher menu lacks the title"
    get gopher://localhost/0/causes.txt >/dev/null
    grep -q '^lozenged: ready$' "$top/server.log" || fail "it is not ready"
    inside lozenged -c /etc/lozenge/lozenged.conf -n ||
        fail "root cannot check the configuration of the service"
    kill -HUP "$server"
    for _ in $(seq 50)
    do
        grep -q '^lozenged: reloaded$' "$top/server.log" && break
        sleep 0.2
    done
    grep -q '^lozenged: reloaded$' "$top/server.log" || fail "no reload"
    get gemini://localhost/ >"$top/index.gmi"
    kill -TERM "$server"
    wait "$server" || fail "it ended with status $?"
    say "served over Gemini and Gopher: $title"
}

# What the host would have made meanwhile.
host_files()
{
    (cd "$root" && find var/lib/lozenge srv/lozenge -type f \
        -exec sha256sum {} + | sort -k 2)
}

check_leaving()
{
    local before

    mkdir -p "$root/srv/lozenge/capsule" "$root/var/lib/lozenge/capsule"
    echo "# Mine" | tee "$root/srv/lozenge/capsule/index.gmi" \
        >"$root/var/lib/lozenge/capsule/index.gmi"
    before=$(host_files)
    grep -q 'var/lib/lozenge/certs/' <<<"$before" || fail "no certificate"
    inside apt-get -q -y remove lozenge >>"$top/log" 2>&1 ||
        fail "cannot be removed"
    [ -e "$root/etc/lozenge/lozenged.conf" ] ||
        fail "removing took the configuration"
    inside apt-get -q -y purge lozenge >>"$top/log" 2>&1 ||
        fail "cannot be purged"
    [ "$(host_files)" = "$before" ] ||
        fail "purging took, or changed, what is the host's own"
    for path in etc/lozenge usr/share/lozenge usr/bin/lozenged
    do
        [ ! -e "$root/$path" ] || fail "purging left /$path"
    done
    say "removed and purged; certificates and capsules are still there"
}

within()
{
    case $1 in
    install)
        make_root
        check_install
        check_exposure
        ;;
    serve)
        mount -t proc proc "$root/proc"
        mount --bind /dev "$root/dev"
        ip link set lo up
        check_serving
        ;;
    leave)
        mount -t proc proc "$root/proc"
        check_leaving
        ;;
    esac
}

# Run one part in namespaces of its own; the options are unshare's.
part()
{
    local name=$1

    shift
    unshare --mount --pid --fork --kill-child "$@" \
        bash "$0" "$version" "$name"
}

if [ $# -gt 1 ]; then
    within "$2"
    exit
fi

[ "$(id -u)" -eq 0 ] || cannot "it takes root"
unshare --mount --pid --net --fork true 2>/dev/null ||
    cannot "there are no namespaces to be had"
check_lint
part install
part serve --net
part leave
say "all is well"
