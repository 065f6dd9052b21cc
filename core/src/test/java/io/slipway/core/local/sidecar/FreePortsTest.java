package io.slipway.core.local.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreePortsTest {
    @TempDir
    Path directory;

    /** Gives these numbers one after the other, from the first port on. */
    private static RandomGenerator choosing(int... offsets) {
        return new RandomGenerator() {
            private int next;

            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public int nextInt(int bound) {
                return offsets[Math.min(next++, offsets.length - 1)];
            }
        };
    }

    @Test
    void every_port_is_another_one_as_long_as_it_is_held() throws IOException {
        try (FreePorts ports = new FreePorts(directory.resolve("new/ports"), new SplittableRandom(1))) {
            Set<Integer> numbers = new HashSet<>();
            for (int i = 0; i < 200; i++) numbers.add(ports.take().number());
            assertThat(numbers).hasSize(200).allMatch(number -> number >= 20_000 && number <= 32_767);
        }
    }

    @Test
    void one_that_is_claimed_by_this_process_or_listened_on_is_not_given() throws IOException {
        int taken = freeOffset();
        int next = taken == 0 ? 1 : taken - 1;
        try (ServerSocket server = new ServerSocket(20_000 + taken, 1, InetAddress.getLoopbackAddress());
                FreePorts ports =
                        new FreePorts(directory.resolve("ports"), choosing(taken, next, next, taken, 4_000))) {
            int first = ports.take().number();
            int second = ports.take().number();

            assertThat(server.getLocalPort()).isNotIn(first, second);
            assertThat(first).isNotEqualTo(second);
        }
    }

    private int freeOffset() throws IOException {
        try (FreePorts ports = new FreePorts(directory.resolve("others"), new SplittableRandom());
                FreePorts.Port port = ports.take()) {
            return port.number() - 20_000;
        }
    }

    @Test
    void one_that_was_given_back_is_given_again() throws IOException {
        try (FreePorts ports = new FreePorts(directory.resolve("ports"), choosing(8))) {
            ports.take().close();

            assertThat(ports.take().number()).isEqualTo(20_008);
        }
    }

    @Test
    void a_claim_is_a_lock_that_others_see() throws IOException {
        Path file = directory.resolve("ports");
        try (FreePorts ports = new FreePorts(file, choosing(9, 9, 10));
                FileChannel other = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(other.tryLock(20_009, 1, false)).isNotNull();

            assertThat(ports.take().number()).isEqualTo(20_010);
        }
    }

    @Test
    void when_none_is_free_it_says_so() throws IOException {
        try (FreePorts ports = new FreePorts(directory.resolve("ports"), choosing(11))) {
            ports.take();

            assertThatThrownBy(ports::take).hasMessageContaining("no port from 20000 to 32767 is free");
        }
    }
}
