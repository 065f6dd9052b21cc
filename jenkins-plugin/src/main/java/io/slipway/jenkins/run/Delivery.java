package io.slipway.jenkins.run;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Task;
import io.slipway.core.pipeline.TaskAddress;
import java.util.List;
import java.util.Map;

/**
 * What a task made, on its way into the workspace of the build that asked. Immutable.
 *
 * @param task as far as it says where it may write
 * @param outputs and {@code reports}: by workspace path
 */
public record Delivery(Task task, Tree outputs, Tree reports) {
    private static final int FORMAT = 1;
    private static final String NOTHING_TO_RUN = ":";

    public Delivery {
        requireNonNull(task, "task");
        requireNonNull(outputs, "outputs");
        requireNonNull(reports, "reports");
    }

    /** Outputs and reports. */
    public Tree all() {
        return Tree.builder().merge(outputs).merge(reports).build();
    }

    public static byte[] encode(List<Delivery> deliveries) {
        return new CanonicalOutput()
                .writeByte(FORMAT)
                .writeList(deliveries, (out, delivery) -> delivery.writeTo(out))
                .toByteArray();
    }

    /**
     * @throws io.slipway.core.content.MalformedContentException when the bytes are damaged or of another version
     */
    public static List<Delivery> decode(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        Formats.expect(FORMAT, in);
        return in.readList(Delivery::readFrom);
    }

    private void writeTo(CanonicalOutput out) {
        out.writeText(task.address().toString()).writeText(task.directory());
        out.writeTexts(task.outputs().patterns()).writeInt(task.reports().size());
        for (Map.Entry<String, PathSet> report : task.reports().entrySet()) {
            out.writeText(report.getKey()).writeTexts(report.getValue().patterns());
        }
        outputs.writeTo(out);
        reports.writeTo(out);
    }

    private static Delivery readFrom(CanonicalInput in) {
        Task.Builder task = Task.builder(TaskAddress.parse(in.readText()))
                .directory(in.readText())
                .run(NOTHING_TO_RUN)
                .outputs(new PathSet(in.readTexts()));
        for (int left = in.readInt(); left > 0; left--) task.report(in.readText(), new PathSet(in.readTexts()));
        return new Delivery(task.build(), Tree.readFrom(in), Tree.readFrom(in));
    }
}
