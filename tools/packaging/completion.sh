#!/bin/sh
# Make the completion of bash, zsh and fish from the tables by which lozenge and
# lozenged read their command lines: completion/main.c lists these.
#
#   completion.sh LIST-OPTIONS DIRECTORY-TO-WRITE-TO

set -eu

list_options=$1
out=$2
here=$(dirname "$0")/completion

mkdir -p "$out/bash" "$out/zsh" "$out/fish"
for program in lozenge lozenged; do
    "$list_options" "$program" >"$out/$program.table"
    for shell in bash zsh fish; do
        case $shell in
        bash) file=$program ;;
        zsh) file=_$program ;;
        fish) file=$program.fish ;;
        esac
        awk -F '\t' -v program="$program" -f "$here/$shell.awk" \
            "$out/$program.table" >"$out/$shell/$file"
    done
done
