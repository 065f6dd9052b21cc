package shop.pricing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import shop.contracts.Money;
import shop.contracts.Sku;

/** What one of each thing costs: net prices in euro, from {@code prices.properties}. */
final class PriceList {
    private final Map<String, Money> prices = new TreeMap<>();

    PriceList(Properties prices) {
        for (String sku : prices.stringPropertyNames()) {
            this.prices.put(new Sku(sku).code(), money(sku, prices.getProperty(sku)));
        }
    }

    static PriceList ofTheShop() {
        Properties prices = new Properties();
        try (InputStream file = PriceList.class.getResourceAsStream("prices.properties")) {
            prices.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new PriceList(prices);
    }

    Money of(Sku sku) {
        Money price = prices.get(sku.code());
        if (price == null) {
            throw new IllegalArgumentException(
                    "sku: " + sku + " has no price (expected: one of " + prices.keySet() + ")");
        }
        return price;
    }

    private static Money money(String sku, String text) {
        Money price = new Money(new BigDecimal(text.strip()).movePointRight(2).longValueExact());
        if (price.compareTo(Money.ZERO) <= 0) {
            throw new IllegalArgumentException(sku + ": " + text + " (expected: more than nothing)");
        }
        return price;
    }
}
