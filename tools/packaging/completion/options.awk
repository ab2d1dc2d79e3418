# The usage texts as a table, one row a thing that can be typed:
#
#   program  command  option  value  repeated  what it does
#
# separated by tabs, with - for nothing.  An option's value is the word that
# stands behind it in the text; a command's operand has the option "operand".
# A row without option names a command.  Give the program in `program`, the
# command, or nothing, in `command`, and --help's words on standard input.

# End the row begun: its text up to the first pause is enough.
function flush_row()
{
	repeated = what ~ /repeatable/ ? "yes" : "-"
	sub(/[,;:.] .*/, "", what)
	sub(/ \([^)]*$/, "", what)
	if (option != "")
		print program, command, option, value, repeated, what
	option = ""
}

BEGIN {
	OFS = "\t"
	if (command == "")
		command = "-"
}

# The operand is the usage's last word, where it is in capitals.
/^usage:/ { is_usage = 1 }
is_usage && $0 != "" { operand = $NF }
is_usage && $0 == "" {
	is_usage = 0
	if (program == "lozenge" && command != "-" && operand ~ /^[A-Z]/)
		print program, command, "operand", operand, "-", operand
	next
}

/^  -/ {
	flush_row()
	option = $1
	value = "-"
	rest = substr($0, 3 + length(option))
	if (rest ~ /^ [^ ]/) {
		value = $2
		rest = substr(rest, 2 + length(value))
	}
	sub(/^ +/, "", rest)
	what = rest
	next
}

# A text that goes on.
option != "" && /^   +[^ ]/ {
	sub(/^ +/, "")
	what = what (what == "" ? "" : " ") $0
	next
}

option != "" { flush_row() }

command == "-" && program == "lozenge" && /^  [a-z]+ +[^ ]/ {
	name = $1
	sub(/^ *[a-z]+ +/, "")
	print program, name, "-", "-", "-", $0
}

END { flush_row() }
