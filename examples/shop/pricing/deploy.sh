#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
mkdir -p "$to/pricing"
cp target/pricing.jar "$to/pricing/"
echo pricing >> "$to/order.txt"
