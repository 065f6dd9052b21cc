#!/bin/sh
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
mkdir -p "$to/catalog"
cp build/catalog.jar build/products.json "$to/catalog/"
echo catalog >> "$to/order.txt"
