# From the rows of main.c: what bash completes for a program.

function action(value)
{
	if (value ~ /^DIR/)
		return "compgen -d -- \"$word\""
	if (value ~ /\.md/)
		return "compgen -f -X '!*.md' -- \"$word\"; compgen -d -- \"$word\""
	if (value == "FILE")
		return "compgen -f -- \"$word\""
	return ""
}

{
	key = $2 == "-" ? "" : $2
	if (key != last_key) {
		keys[++key_count] = key
		last_key = key
	}
}
$3 == "-" { commands = commands " " $2; next }
$3 == "operand" { operands[$2] = $4; next }
{
	if (index(options[key] " ", " " $3 " ") == 0)
		options[key] = options[key] " " $3
	if ($4 == "-")
		next
	slot = key ":" $3
	if (!(slot in values))
		order[++slots] = slot
	n = split($4, words, "|")
	for (i = 1; i <= n; i++)
		if (words[i] ~ /^[a-z]+$/)
			literals[slot] = literals[slot] " " words[i]
	if (!(slot in values) || action($4) != "")
		values[slot] = $4
}

# One case: the command, a colon, the word before, a colon, the word so far.
function line(pattern, command)
{
	printf "    %s)\n", pattern
	if (command != "")
		printf "        found=$(%s)\n", command
	if (command ~ /-[df] /)
		print "        compopt -o filenames 2>/dev/null"
	print "        ;;"
}

END {
	name = "_" program
	print "# bash completion for " program ", made from the table of its options."
	print ""
	print name "()"
	print "{"
	print "    local word=${COMP_WORDS[COMP_CWORD]} before='' command='' found=''"
	print ""
	print "    ((COMP_CWORD == 0)) || before=${COMP_WORDS[COMP_CWORD - 1]}"
	print "    # Behind --option= the sign is a word of its own."
	print "    if [[ $word == = ]]; then"
	print "        word='' before=${COMP_WORDS[COMP_CWORD - 1]}"
	print "    elif [[ $before == = ]]; then"
	print "        before=${COMP_WORDS[COMP_CWORD - 2]}"
	print "    fi"
	if (commands != "")
		print "    ((COMP_CWORD < 2)) || command=${COMP_WORDS[1]}"
	print "    COMPREPLY=()"
	print "    case $command:$before:$word in"
	for (i = 1; i <= slots; i++) {
		slot = order[i]
		if (slot in literals)
			command = "compgen -W '" substr(literals[slot], 2) "' -- \"$word\""
		else
			command = action(values[slot])
		line(slot ":*", command)
	}
	for (i = 1; i <= key_count; i++) {
		key = keys[i]
		if (!(key in done) && key in options)
			line(key ":*:-*", "compgen -W '" substr(options[key], 2) "' -- \"$word\"")
		if (!(key in done) && key in operands)
			line(key ":*", action(operands[key]))
		done[key]
	}
	if (commands != "")
		line(":*", "compgen -W '" substr(commands, 2) options[""] "' -- \"$word\"")
	else
		line(":*", "compgen -W '" substr(options[""], 2) "' -- \"$word\"")
	print "    esac"
	print "    [[ -z $found ]] || mapfile -t COMPREPLY <<<\"$found\""
	print "}"
	print "complete -F " name " " program
}
