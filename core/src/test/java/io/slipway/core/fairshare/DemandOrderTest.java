package io.slipway.core.fairshare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DemandOrderTest {
    private static final int DEMANDS = 128;
    private static final Comparator<Thing> EARLIER = Comparator.<Thing>comparingLong(thing -> thing.due)
            .thenComparingLong(thing -> -thing.rank)
            .thenComparingLong(thing -> thing.sequence);
    private static final Comparator<Thing> ORDER =
            Comparator.<Thing>comparingDouble(thing -> thing.key).thenComparing(EARLIER);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void finds_what_looking_at_all_of_them_finds(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        DemandOrder order = new DemandOrder();
        List<Thing> things = new ArrayList<>();

        for (int step = 0; step < 3_000; step++) {
            change(order, things, random, step);
            long[] wanted = {random.nextLong() & random.nextLong() & random.nextLong(), 0};
            DemandSet.add(wanted, random.nextInt(DEMANDS));

            assertThat(order.first(wanted)).isSameAs(firstOf(things, wanted));
            if (!things.isEmpty())
                assertThat(order.earliest())
                        .isSameAs(things.stream().min(EARLIER).orElseThrow());
            assertThat(order.isEmpty()).isEqualTo(things.isEmpty());
        }
    }

    private static void change(DemandOrder order, List<Thing> things, SplittableRandom random, int step) {
        int kind = random.nextInt(5);
        if (things.isEmpty() || (kind < 2 && things.size() < 200)) {
            Thing thing = new Thing(step);
            thing.shuffle(random);
            things.add(thing);
            order.add(thing);
            return;
        }
        Thing thing = things.get(random.nextInt(things.size()));
        switch (kind) {
            case 2 -> {
                things.remove(thing);
                order.remove(thing);
            }
            case 3 -> {
                thing.serves[random.nextInt(2)] = random.nextLong() & random.nextLong();
                order.refresh(thing);
            }
            default -> {
                order.remove(thing);
                thing.shuffle(random);
                order.add(thing);
            }
        }
    }

    private static Thing firstOf(List<Thing> things, long[] wanted) {
        return things.stream()
                .filter(thing -> DemandSet.meet(thing.serves, wanted))
                .min(ORDER)
                .orElse(null);
    }

    private static final class Thing extends DemandOrder.Entry {
        Thing(long sequence) {
            super(sequence);
            serves = new long[2];
        }

        void shuffle(SplittableRandom random) {
            key = random.nextInt(5);
            due = random.nextInt(5);
            rank = random.nextInt(3);
            DemandSet.add(serves, random.nextInt(DEMANDS));
        }
    }
}
