package io.slipway.jenkins.run;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Tree;
import java.util.Optional;

/**
 * What an attempt left behind on its node. Immutable.
 *
 * @param outputs and {@code reports}: by workspace path
 * @param complaint what it declares and did not make, or may not make
 * @param isKept whether the node has all contents in its store
 */
public record TaskMade(Tree outputs, Tree reports, Optional<String> complaint, boolean isKept) {
    private static final int FORMAT = 1;

    public TaskMade {
        requireNonNull(outputs, "outputs");
        requireNonNull(reports, "reports");
        requireNonNull(complaint, "complaint");
    }

    public byte[] encode() {
        CanonicalOutput out = new CanonicalOutput().writeByte(FORMAT);
        outputs.writeTo(out);
        reports.writeTo(out);
        return out.writeOptional(complaint, CanonicalOutput::writeText)
                .writeBoolean(isKept)
                .toByteArray();
    }

    /**
     * @throws io.slipway.core.content.MalformedContentException when the bytes are damaged or of another version
     */
    public static TaskMade decode(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        Formats.expect(FORMAT, in);
        return new TaskMade(Tree.readFrom(in), Tree.readFrom(in), readComplaint(in), in.readBoolean());
    }

    private static Optional<String> readComplaint(CanonicalInput in) {
        return in.readBoolean() ? Optional.of(in.readText()) : Optional.empty();
    }
}
