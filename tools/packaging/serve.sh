#!/bin/sh
# What `make run` does: build documents into build/capsule, serve them, and say
# how to read them here and how to open them to the world.
#
#   serve.sh PROGRAMS SOURCE HOST GEMINI GOPHER
#
# SOURCE names a document, or several with blanks between them, one a language.
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

set -- "$source"
# shellcheck disable=SC2086 # its blanks part documents
[ -e "$source" ] || set -- $source
"$programs/lozenge" build -o build/capsule "$@"

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
