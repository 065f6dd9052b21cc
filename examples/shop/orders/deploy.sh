#!/bin/sh
# Deploys, then places one order with what is deployed: it fails when prices or payments are not there yet.
set -e
to=${SHOP_DEPLOY_DIR:-../deployed}
mkdir -p "$to/orders"
cp build/orders.jar ../contracts/build/contracts.jar "$to/orders/"
cat > "$to/orders/first-order.json" <<'ORDER'
{"id": "o-first", "lines": [{"sku": "TEA-100", "quantity": 2}, {"sku": "MUG-200", "quantity": 1}]}
ORDER
java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC \
  -cp "$to/orders/orders.jar:$to/orders/contracts.jar:$to/pricing/pricing.jar:$to/payments/payments.jar" \
  shop.orders.Main "$to/orders/first-order.json" 4111111111111111 > "$to/orders/first-invoice.txt"
grep -q '^Net 39.00 EUR, total 46.41 EUR, paid as P-' "$to/orders/first-invoice.txt"
echo orders >> "$to/order.txt"
