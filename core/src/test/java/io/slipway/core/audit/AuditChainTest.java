package io.slipway.core.audit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.slipway.core.content.Digest;
import org.junit.jupiter.api.Test;

class AuditChainTest {
    @Test
    void a_hash_is_the_sha_256_of_the_hash_before_and_the_bytes() {
        byte[] bytes = "entry".getBytes(UTF_8);

        String hash = AuditChain.next(AuditChain.START, bytes);

        assertThat(hash)
                .isEqualTo(Digest.of(("0".repeat(64) + "entry").getBytes(UTF_8)).hash());
    }

    @Test
    void another_entry_or_another_past_makes_another_hash() {
        String hash = AuditChain.next(AuditChain.START, "a".getBytes(UTF_8));

        assertThat(AuditChain.next(AuditChain.START, "b".getBytes(UTF_8))).isNotEqualTo(hash);
        assertThat(AuditChain.next(hash, "a".getBytes(UTF_8))).isNotEqualTo(hash);
    }
}
