package io.slipway.core.cache;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that may change what a task makes, and nothing else: what its {@link ActionKey} is made of. Timeout,
 * retries, resources, locks and the task's own name are not in it. Immutable.
 *
 * @param sources the selected source files, by workspace path
 * @param needs outputs of every direct build or test need, by the need's address; each by workspace path
 * @param directory where the command runs, relative to the workspace root
 * @param env counted environment: what the task sets and the values of what it lets pass (absent: not set by the caller)
 * @param outputs declared output patterns
 * @param reports declared report patterns by kind
 * @param os and {@code arch}: chosen before the look-up
 * @param requires label ranges as written
 * @param version of what the task does, set by hand; empty when none is, and then it is no part of the key
 */
public record Action(
        Tree sources,
        SortedMap<TaskAddress, Tree> needs,
        Command command,
        String directory,
        SortedMap<String, Optional<String>> env,
        PathSet outputs,
        SortedMap<String, PathSet> reports,
        String os,
        String arch,
        SortedMap<String, String> requires,
        String version) {
    /** First byte of a key's and an encoding's bytes; another one whenever what follows means something else. */
    public static final int FORMAT = 1;

    private static final int SHELL = 's';
    private static final int ARGV = 'a';

    /** One of a task without a version of its own. */
    public Action(
            Tree sources,
            SortedMap<TaskAddress, Tree> needs,
            Command command,
            String directory,
            SortedMap<String, Optional<String>> env,
            PathSet outputs,
            SortedMap<String, PathSet> reports,
            String os,
            String arch,
            SortedMap<String, String> requires) {
        this(sources, needs, command, directory, env, outputs, reports, os, arch, requires, "");
    }

    public Action {
        requireNonNull(version, "version");
        requireNonNull(sources, "sources");
        needs = sorted(needs);
        requireNonNull(command, "command");
        requireNonNull(directory, "directory");
        env = sorted(env);
        requireNonNull(outputs, "outputs");
        reports = sorted(reports);
        requireNonNull(os, "os");
        requireNonNull(arch, "arch");
        requires = sorted(requires);
    }

    /** A copy in natural order, whatever order the given one has: the order is part of the key. */
    private static <K extends Comparable<K>, V> SortedMap<K, V> sorted(Map<K, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }

    /**
     * The name of this work: SHA-256 of its canonical form, in which a tree stands as its digest. O(parts), once the
     * trees know their digests.
     */
    public ActionKey key() {
        CanonicalOutput out = new CanonicalOutput().writeByte(FORMAT).writeDigest(sources.digest());
        out.writeInt(needs.size());
        for (Map.Entry<TaskAddress, Tree> need : needs.entrySet()) {
            out.writeText(need.getKey().toString()).writeDigest(need.getValue().digest());
        }
        writeRest(out);
        return new ActionKey(Digest.of(out.toByteArray()).hash());
    }

    /** All of it as bytes, trees with every file they name, so that a later miss can say which one changed. */
    public byte[] encode() {
        CanonicalOutput out = new CanonicalOutput().writeByte(FORMAT);
        sources.writeTo(out);
        out.writeInt(needs.size());
        for (Map.Entry<TaskAddress, Tree> need : needs.entrySet()) {
            out.writeText(need.getKey().toString());
            need.getValue().writeTo(out);
        }
        writeRest(out);
        return out.toByteArray();
    }

    private void writeRest(CanonicalOutput out) {
        if (command instanceof Command.Shell shell) {
            out.writeByte(SHELL).writeText(shell.script());
        } else {
            out.writeByte(ARGV);
            writeTexts(out, command.argv());
        }
        out.writeText(directory).writeInt(env.size());
        for (Map.Entry<String, Optional<String>> variable : env.entrySet()) {
            Optional<String> value = variable.getValue();
            out.writeText(variable.getKey()).writeBoolean(value.isPresent());
            if (value.isPresent()) out.writeText(value.get());
        }
        writeTexts(out, outputs.patterns());
        out.writeInt(reports.size());
        for (Map.Entry<String, PathSet> report : reports.entrySet()) {
            writeTexts(out.writeText(report.getKey()), report.getValue().patterns());
        }
        out.writeText(os).writeText(arch).writeTextMap(requires);
        if (!version.isEmpty()) out.writeText(version);
    }

    private static void writeTexts(CanonicalOutput out, List<String> texts) {
        out.writeInt(texts.size());
        for (String text : texts) out.writeText(text);
    }

    /**
     * Reads what {@link #encode} wrote; its {@link #key} is the key of the action that was encoded.
     *
     * @throws MalformedContentException when the bytes are damaged or of another version
     */
    public static Action decode(byte[] bytes) {
        CanonicalInput in = new CanonicalInput(bytes);
        int format = in.readByte();
        if (format != FORMAT) throw new MalformedContentException("format of an action: " + format);
        try {
            Action action = readFrom(in);
            in.expectEnd();
            return action;
        } catch (IllegalArgumentException e) {
            throw new MalformedContentException("part of an action", e);
        }
    }

    private static Action readFrom(CanonicalInput in) {
        return new Action(
                Tree.readFrom(in),
                readNeeds(in),
                readCommand(in),
                in.readText(),
                readEnv(in),
                new PathSet(in.readTexts()),
                readReports(in),
                in.readText(),
                in.readText(),
                in.readTextMap(),
                in.hasMore() ? in.readText() : "");
    }

    private static SortedMap<TaskAddress, Tree> readNeeds(CanonicalInput in) {
        TreeMap<TaskAddress, Tree> needs = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) needs.put(TaskAddress.parse(in.readText()), Tree.readFrom(in));
        return needs;
    }

    private static Command readCommand(CanonicalInput in) {
        int kind = in.readByte();
        if (kind == SHELL) return new Command.Shell(in.readText());
        if (kind == ARGV) return new Command.Argv(in.readTexts());
        throw new MalformedContentException("kind of a command: " + kind);
    }

    private static SortedMap<String, Optional<String>> readEnv(CanonicalInput in) {
        TreeMap<String, Optional<String>> env = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            env.put(in.readText(), in.readBoolean() ? Optional.of(in.readText()) : Optional.empty());
        }
        return env;
    }

    private static SortedMap<String, PathSet> readReports(CanonicalInput in) {
        TreeMap<String, PathSet> reports = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) reports.put(in.readText(), new PathSet(in.readTexts()));
        return reports;
    }
}
