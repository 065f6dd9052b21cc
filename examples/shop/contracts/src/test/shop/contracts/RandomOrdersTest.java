package shop.contracts;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import shop.testkit.Check;
import shop.testkit.Test;

/** The codec against orders and texts made by chance; the seed is fixed, so every run makes the same ones. */
public final class RandomOrdersTest {
    private static final String LETTERS = "ABCXYZ";
    private static final String ID_CHARACTERS = "ab1-\"\\ {}[],:é€";

    private final Random random = new Random(2024);
    private final OrderCodec codec = OrderCodec.load();

    @Test
    public void reads_back_whatever_it_wrote() {
        for (int i = 0; i < 30_000; i++) {
            Order order = order();
            Check.equal(codec.read(codec.write(order)), order);
        }
    }

    /** A text that was damaged is still an order, or it is refused; nothing else may happen. */
    @Test
    public void refuses_damaged_text_in_one_way_only() {
        int refused = 0;
        for (int i = 0; i < 30_000; i++) {
            StringBuilder text = new StringBuilder(codec.write(order()));
            int at = random.nextInt(text.length());
            switch (random.nextInt(3)) {
                case 0 -> text.deleteCharAt(at);
                case 1 -> text.setLength(at);
                default -> text.insert(at, "0123456789012345678901\"".substring(random.nextInt(23)));
            }
            try {
                codec.read(text.toString());
            } catch (IllegalArgumentException expected) {
                refused++;
            }
        }
        Check.that(refused > 15_000, "most damage is noticed; it was in " + refused + " of 30000");
    }

    private Order order() {
        List<OrderLine> lines = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(6); i++) {
            lines.add(new OrderLine(sku(), 1 + random.nextInt(999)));
        }
        return new Order("x" + text(ID_CHARACTERS, random.nextInt(8)), lines);
    }

    private Sku sku() {
        return new Sku(text(LETTERS, 3) + "-" + text("0123456789", 3));
    }

    private String text(String characters, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(characters.charAt(random.nextInt(characters.length())));
        }
        return text.toString();
    }
}
