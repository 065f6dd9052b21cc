#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
test -f "$to/orders/first-invoice.txt" || { echo "orders is not deployed: deploy it first" >&2; exit 1; }
rm -rf "$to/basket"
mkdir -p "$to/basket"
tar -xzf build/basket.tar.gz -C "$to/basket"
echo basket >> "$to/order.txt"
