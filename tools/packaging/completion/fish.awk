# From the rows of main.c: what fish completes for a program.

function quoted(text)
{
	gsub(/[\\']/, "\\\\&", text)
	return "'" text "'"
}

function action(value)
{
	if (value ~ /^DIR/)
		return "'(__fish_complete_directories)'"
	if (value ~ /\.md/)
		return "'(__fish_complete_suffix .md)'"
	n = split(value, choices, "|")
	for (i = 1; i <= n; i++)
		if (choices[i] ~ /^[a-z]+$/)
			return choices[i]
	return ""
}

function switch_of(option)
{
	if (option ~ /^--/)
		return "-l " substr(option, 3)
	if (option ~ /^-.$/)
		return "-s " substr(option, 2)
	return "-o " substr(option, 2)
}

BEGIN {
	print "# fish completion for " program ", made from the table of its options."
	print "complete -c " program " -f"
}

{
	when = program == "lozenge" ? " -n __fish_use_subcommand" : ""
	if ($2 != "-")
		when = " -n '__fish_seen_subcommand_from " $2 "'"
}
$3 == "-" {
	print "complete -c " program " -n __fish_use_subcommand -a " $2 \
	    " -d " quoted($6)
	next
}
$3 == "operand" {
	if (action($4) != "")
		print "complete -c " program when " -a " action($4)
	next
}
{
	takes = $4 == "-" ? "" : " -x"
	if ($4 == "FILE")
		takes = " -r -F"
	else if (action($4) != "")
		takes = " -x -a " action($4)
	print "complete -c " program when " " switch_of($3) takes \
	    " -d " quoted($6)
}
