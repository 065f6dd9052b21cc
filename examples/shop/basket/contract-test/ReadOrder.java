import java.nio.file.Files;
import java.nio.file.Path;
import shop.contracts.Order;
import shop.contracts.OrderCodec;

/** Prints the order in a file, one line each for its id and what it holds. */
public final class ReadOrder {
    public static void main(String[] args) throws Exception {
        Order order = OrderCodec.load().read(Files.readString(Path.of(args[0])));
        System.out.println(order.id());
        order.lines().forEach(line -> System.out.println(line.quantity() + " " + line.sku()));
    }
}
