#!/bin/sh
# What `make run` does: build a document into build/capsule, serve it, and say
# how to read it here and how to open it to the world.
#
#   serve.sh PROGRAMS SOURCE HOST GEMINI GOPHER
#
# GEMINI and GOPHER hold one or more of lozenged's [ADDR]:PORT, or "off".

set -eu

programs=$1 source=$2 host=$3 gemini=$4 gopher=$5

# The first address's port as a URL tells it: nothing when it is the usual one.
url_port()
{
    first=${1%% *}
    port=${first##*:}
    [ "$port" = "$2" ] || echo ":$port"
}

"$programs/lozenge" build -o build/capsule "$source"

set -- --root build/capsule --host "$host" --certs certs
for address in $gemini
do
    set -- "$@" --gemini "$address"
done
for address in $gopher
do
    set -- "$@" --gopher "$address"
done

capsule=gemini://$host$(url_port "$gemini" 1965)/

echo
echo "Read it here:     amfora $capsule"
[ "${gopher%% *}" = off ] ||
    echo "                  lynx gopher://$host$(url_port "$gopher" 70)/"
echo "Without clients:  $programs/lozenge get $capsule"
echo "For the world:    make run HOST=your.name.example GEMINI=:1965 GOPHER=:7070"
echo "To stop:          Ctrl-C"
echo
exec "$programs/lozenged" "$@"
