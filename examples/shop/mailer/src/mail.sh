#!/bin/sh
# Usage: mail.sh TEMPLATE KEY=VALUE...
# Prints the mail: the template with every {{KEY}} replaced. A key without a value is an error, and so is the reverse.
set -eu

if [ $# -eq 0 ]; then
    echo "usage: mail.sh TEMPLATE KEY=VALUE..." >&2
    exit 2
fi
template=$(dirname "$0")/templates/$1.txt
if [ ! -f "$template" ]; then
    echo "no template $1; there are: $(cd "$(dirname "$0")/templates" && echo *.txt)" >&2
    exit 2
fi
shift

mail=$(cat "$template")
for pair in "$@"; do
    key=${pair%%=*}
    # A slash, an ampersand or a backslash means something to sed; in a mail it should not.
    value=$(printf '%s' "${pair#*=}" | sed 's/[\/&\\]/\\&/g')
    filled=$(printf '%s\n' "$mail" | sed "s/{{$key}}/$value/g")
    if [ "$filled" = "$mail" ]; then
        echo "$key: not in this template" >&2
        exit 1
    fi
    mail=$filled
done

case $mail in
    *'{{'*)
        echo "no value for:" $(printf '%s\n' "$mail" | grep -o '{{[a-z]*}}' | LC_ALL=C sort -u) >&2
        exit 1
        ;;
esac
printf '%s\n' "$mail"
