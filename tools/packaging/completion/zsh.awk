# From the rows of main.c: what zsh completes for a program.

# Within single quotes and an argument of _arguments.
function quoted(text)
{
	gsub(/'/, "'\\''", text)
	gsub(/\[/, "\\[", text)
	gsub(/\]/, "\\]", text)
	gsub(/:/, "\\:", text)
	return text
}

function action(value)
{
	if (value ~ /^DIR/)
		return "_files -/"
	if (value ~ /\.md/)
		return "_files -g \"*.md\""
	if (value == "FILE")
		return "_files"
	return ""
}

{ key = $2 == "-" ? "" : $2 }
$3 == "-" {
	commands = commands "\n        '" $2 ":" quoted($6) "'"
	next
}
$3 == "operand" {
	operands[$2] = $4
	names[++name_count] = $2
	next
}
{
	slot = key SUBSEP $3
	if (!(slot in what)) {
		order[++slots] = slot
		what[slot] = $6
		value[slot] = $4
	} else {
		repeated[slot] = 1
	}
	if ($5 == "yes")
		repeated[slot] = 1
	n = split($4, choices, "|")
	for (i = 1; i <= n; i++)
		if (choices[i] ~ /^[a-z]+$/)
			words[slot] = words[slot] (words[slot] == "" ? "" : " ") \
			    choices[i]
}

# The arguments of one command's _arguments.
function write_arguments(key, indent,    i, slot, parts, spec)
{
	for (i = 1; i <= slots; i++) {
		slot = order[i]
		split(slot, parts, SUBSEP)
		if (parts[1] != key)
			continue
		spec = (slot in repeated ? "*" : "") parts[2] "[" quoted(what[slot]) "]"
		if (value[slot] != "-")
			spec = spec ":" quoted(value[slot]) ":" \
			    (slot in words ? "(" words[slot] ")" : action(value[slot]))
		printf " \\\n%s'%s'", indent, spec
	}
	if (key in operands)
		printf " \\\n%s'*:%s:%s'", indent, quoted(operands[key]), \
		    action(operands[key])
	print ""
}

END {
	print "#compdef " program
	print "# zsh completion for " program ", made from the table of its options."
	print ""
	if (commands == "") {
		printf "_arguments"
		write_arguments("", "    ")
		exit
	}
	print "local context state state_descr line"
	print "typeset -A opt_args"
	print ""
	printf "_arguments -C '1:command:->command' '*::argument:->argument'"
	write_arguments("", "    ")
	print "case $state in"
	print "command)"
	print "    local -a commands"
	print "    commands=(" commands ")"
	print "    _describe command commands"
	print "    ;;"
	print "argument)"
	print "    case $words[1] in"
	for (k = 1; k <= name_count; k++) {
		key = names[k]
		print "    " key ")"
		printf "        _arguments"
		write_arguments(key, "            ")
		print "        ;;"
	}
	print "    esac"
	print "    ;;"
	print "esac"
}
