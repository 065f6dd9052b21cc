#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
total=$(sed -n 's/.*total \(.* EUR\),.*/\1/p' "$to/orders/first-invoice.txt")
rm -rf "$to/mailer"
mkdir -p "$to/mailer"
tar -xzf build/mailer.tar.gz -C "$to/mailer"
"$to/mailer/mail.sh" confirmation order=o-first name=Ada "total=$total" > "$to/mailer/first-mail.txt"
echo mailer >> "$to/order.txt"
