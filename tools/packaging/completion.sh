#!/bin/sh
# Make the completion of bash, zsh and fish from what --help says, so that no
# list of options is kept twice.
#
#   completion.sh DIRECTORY-OF-PROGRAMS DIRECTORY-TO-WRITE-TO

set -eu

programs=$1
out=$2
here=$(dirname "$0")/completion

rows()
{
    program=$1
    command=$2
    # shellcheck disable=SC2086 # no command is no word
    help=$("$programs/$program" $command --help)
    printf '%s\n' "$help" |
        awk -v program="$program" -v command="$command" -f "$here/options.awk"
}

table()
{
    rows "$1" ''
    [ "$1" = lozenge ] || return 0
    for command in $(rows lozenge '' | awk '$3 == "-" { print $2 }'); do
        rows lozenge "$command"
    done
}

mkdir -p "$out/bash" "$out/zsh" "$out/fish"
for program in lozenge lozenged; do
    table "$program" >"$out/$program.table"
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
