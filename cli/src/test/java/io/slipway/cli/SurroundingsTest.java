package io.slipway.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SurroundingsTest {
    private final FakeSurroundings process =
            new FakeSurroundings().in(Path.of("/somewhere")).with("HOME", "/home/me");

    @Test
    void keeps_the_store_in_the_users_cache_unless_told_otherwise() {
        assertThat(process.surroundings().storeDirectory()).isEqualTo(Path.of("/home/me/.cache/slipway"));

        process.with("XDG_CACHE_HOME", "/caches");
        assertThat(process.surroundings().storeDirectory()).isEqualTo(Path.of("/caches/slipway"));

        process.with("SLIPWAY_STORE", "my/store");
        assertThat(process.surroundings().storeDirectory()).isEqualTo(Path.of("/somewhere/my/store"));
    }
}
