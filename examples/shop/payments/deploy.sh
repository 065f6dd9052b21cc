#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
mkdir -p "$to/payments"
cp target/payments.jar "$to/payments/"
echo payments >> "$to/order.txt"
