#!/bin/sh
# Checks the built script. Every check prints what it got when that is not what it wanted.
set -u
failed=0
mail=build/app/mail.sh

check() {
    if [ "$2" != "$3" ]; then
        printf 'FAILED %s\n  was:      %s\n  expected: %s\n' "$1" "$2" "$3"
        failed=1
    fi
}

check "fills every place" \
    "$($mail confirmation order=o-1 name=Ada "total=12.50 EUR" | tr '\n' '|')" \
    "Subject: Your order o-1||Dear Ada,||we have your order o-1 and took 12.50 EUR from your card.||The tea shop|"
check "takes slashes and ampersands as they are" \
    "$($mail shipped order=a name='A & B' link='http://x/y?a=1&b=\2' | tail -n 1)" \
    'Dear A & B, a left us today. Follow it at http://x/y?a=1&b=\2.'
check "names what is missing" \
    "$($mail shipped order=o-1 2>&1)" "no value for: {{link}} {{name}}"
check "names what is too much" \
    "$($mail confirmation colour=red 2>&1)" "colour: not in this template"
check "lists the templates" \
    "$($mail reminder 2>&1)" "no template reminder; there are: confirmation.txt shipped.txt"
$mail shipped order=o-1 > /dev/null 2>&1
check "fails when a value is missing" "$?" 1
# Whatever a customer is called, the name comes out as it went in.
number=0
for first in 'A&B' '/etc/x' 'back\slash' 'dollar$x' 'star*' '{brace}' 'quote"' "tick'" 'per%cent' 'dot.'; do
    for last in '' '&' '/' '\' '.*' '#'; do
        number=$((number + 1))
        check "name $number" "$($mail confirmation order=o-$number name="$first$last" total=1 | sed -n 3p)" \
            "Dear $first$last,"
    done
done
[ $failed -eq 0 ] && echo "mailer: all checks passed"
exit $failed
