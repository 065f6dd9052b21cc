package io.slipway.core.definition;

import io.slipway.core.pipeline.Shard;
import io.slipway.core.pipeline.Terms;
import java.util.List;
import java.util.Optional;

/** Reads the terms on which a task runs. What cannot be read of them is as if it had not been written, with a problem. */
final class TermsReader {
    private final Problems problems;

    TermsReader(Problems problems) {
        this.problems = problems;
    }

    Terms read(YamlMap keys, Optional<Shard> shard) {
        return new Terms(
                shard,
                keys.value("approval").flatMap(new ApprovalReader(problems)::read),
                Optional.empty(), List.of(), "", Optional.empty());
    }
}
