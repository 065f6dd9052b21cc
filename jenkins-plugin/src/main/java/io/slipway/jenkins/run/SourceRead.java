package io.slipway.jenkins.run;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Facts;
import io.slipway.core.workspace.Workspace;
import io.slipway.core.workspace.WorkspaceCodec;
import java.util.TreeSet;

/**
 * A workspace as it was when a build asked for it to be run. Immutable.
 *
 * @param root directory on the node of the build
 * @param workspace its services and tasks
 * @param pipeline digest of the encoded pipeline
 * @param tree its source files
 * @param startingPoint where in it the build asked, {@code ""} for its root
 * @param os and {@code arch} of the node, which tasks that do not say otherwise are made for
 * @param commitSeconds since 1970 of the commit, as text
 * @param facts what conditions of its tasks may ask
 */
public record SourceRead(
        String root,
        Workspace workspace,
        Digest pipeline,
        Tree tree,
        String startingPoint,
        String os,
        String arch,
        String commitSeconds,
        Facts facts) {
    private static final int FORMAT = 2;

    public SourceRead {
        requireNonNull(root, "root");
        requireNonNull(workspace, "workspace");
        requireNonNull(pipeline, "pipeline");
        requireNonNull(tree, "tree");
        requireNonNull(startingPoint, "startingPoint");
        requireNonNull(os, "os");
        requireNonNull(arch, "arch");
        requireNonNull(commitSeconds, "commitSeconds");
        requireNonNull(facts, "facts");
    }

    /** As it crosses from the node to the controller, and is kept beside the build. */
    public byte[] encode() {
        CanonicalOutput out = new CanonicalOutput().writeByte(FORMAT).writeText(root);
        out.writeBytes(WorkspaceCodec.encode(workspace)).writeDigest(pipeline);
        tree.writeTo(out);
        return out.writeText(startingPoint)
                .writeText(os)
                .writeText(arch)
                .writeText(commitSeconds)
                .writeTextMap(facts.values())
                .writeTexts(facts.changed())
                .toByteArray();
    }

    /**
     * @throws io.slipway.core.content.MalformedContentException when the bytes are damaged or of another version
     */
    public static SourceRead decode(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        Formats.expect(FORMAT, in);
        return new SourceRead(
                in.readText(),
                WorkspaceCodec.decode(in.readBytes()),
                in.readDigest(),
                Tree.readFrom(in),
                in.readText(),
                in.readText(),
                in.readText(),
                in.readText(),
                new Facts(in.readTextMap(), new TreeSet<>(in.readTexts())));
    }
}
