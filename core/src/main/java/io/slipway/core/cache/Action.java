package io.slipway.core.cache;

import static java.util.Objects.requireNonNull;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.Digest;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.Sidecar;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Everything that may change what a task makes, and nothing else: what its {@link ActionKey} is made of. Timeout,
 * retries, resources, locks and the task's own name are not in it, nor is the value of a secret. Immutable.
 *
 * @param sources the selected source files, by workspace path
 * @param needs outputs of every direct build or test need, by the need's address; each by workspace path
 * @param directory where the command runs, relative to the workspace root
 * @param env counted environment: what the task sets and the values of what it lets pass (absent: not set by the caller)
 * @param outputs declared output patterns
 * @param reports declared report patterns by kind
 * @param os and {@code arch}: chosen before the look-up
 * @param requires label ranges as written
 * @param secrets names of the variables that the command gets as secrets
 * @param sidecars what runs beside the command, by name
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
        SortedSet<String> secrets,
        SortedMap<String, Beside> sidecars,
        String version) {
    /** First byte of a key's and an encoding's bytes; another one whenever what follows means something else. */
    public static final int FORMAT = 1;

    /** The same, with secrets and sidecars before the version; all others keep the key that they had without. */
    private static final int FORMAT_WITH_SECRETS_AND_SIDECARS = 2;

    private static final int SHELL = 's';
    private static final int ARGV = 'a';

    public Action {
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
        secrets = Collections.unmodifiableSortedSet(new TreeSet<>(secrets));
        sidecars = sorted(sidecars);
        requireNonNull(version, "version");
    }

    /** One without secrets, sidecars and a version of its own. */
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
        this(
                sources,
                needs,
                command,
                directory,
                env,
                outputs,
                reports,
                os,
                arch,
                requires,
                Collections.emptySortedSet(),
                Collections.emptySortedMap(),
                "");
    }

    /** What of a sidecar may change what the task makes: not how is seen that it is ready, nor how it ends. */
    public record Beside(Command command, String directory, SortedMap<String, String> env, List<String> ports) {
        public Beside {
            requireNonNull(command, "command");
            requireNonNull(directory, "directory");
            env = sorted(env);
            ports = List.copyOf(ports);
        }

        public static Beside of(Sidecar sidecar) {
            return new Beside(sidecar.command(), sidecar.directory(), sidecar.env(), sidecar.ports());
        }
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
        CanonicalOutput out = new CanonicalOutput().writeByte(format()).writeDigest(sources.digest());
        out.writeInt(needs.size());
        for (Map.Entry<TaskAddress, Tree> need : needs.entrySet()) {
            out.writeText(need.getKey().toString()).writeDigest(need.getValue().digest());
        }
        writeRest(out);
        return new ActionKey(Digest.of(out.toByteArray()).hash());
    }

    /** All of it as bytes, trees with every file they name, so that a later miss can say which one changed. */
    public byte[] encode() {
        CanonicalOutput out = new CanonicalOutput().writeByte(format());
        sources.writeTo(out);
        out.writeInt(needs.size());
        for (Map.Entry<TaskAddress, Tree> need : needs.entrySet()) {
            out.writeText(need.getKey().toString());
            need.getValue().writeTo(out);
        }
        writeRest(out);
        return out.toByteArray();
    }

    private int format() {
        return secrets.isEmpty() && sidecars.isEmpty() ? FORMAT : FORMAT_WITH_SECRETS_AND_SIDECARS;
    }

    private void writeRest(CanonicalOutput out) {
        write(out, command);
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
        if (format() != FORMAT) writeBesides(out);
        if (!version.isEmpty()) out.writeText(version);
    }

    private void writeBesides(CanonicalOutput out) {
        writeTexts(out, List.copyOf(secrets));
        out.writeInt(sidecars.size());
        for (Map.Entry<String, Beside> sidecar : sidecars.entrySet()) {
            Beside beside = sidecar.getValue();
            write(out.writeText(sidecar.getKey()), beside.command());
            writeTexts(out.writeText(beside.directory()).writeTextMap(beside.env()), beside.ports());
        }
    }

    private static void write(CanonicalOutput out, Command command) {
        if (command instanceof Command.Shell shell) {
            out.writeByte(SHELL).writeText(shell.script());
        } else {
            out.writeByte(ARGV);
            writeTexts(out, command.argv());
        }
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
        if (format != FORMAT && format != FORMAT_WITH_SECRETS_AND_SIDECARS)
            throw new MalformedContentException("format of an action: " + format);
        try {
            Action action = readFrom(in, format);
            in.expectEnd();
            return action;
        } catch (IllegalArgumentException e) {
            throw new MalformedContentException("part of an action", e);
        }
    }

    private static Action readFrom(CanonicalInput in, int format) {
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
                format == FORMAT ? Collections.emptySortedSet() : new TreeSet<>(in.readTexts()),
                format == FORMAT ? Collections.emptySortedMap() : readSidecars(in),
                in.hasMore() ? in.readText() : "");
    }

    private static SortedMap<String, Beside> readSidecars(CanonicalInput in) {
        TreeMap<String, Beside> sidecars = new TreeMap<>();
        for (int left = in.readInt(); left > 0; left--) {
            sidecars.put(in.readText(), new Beside(readCommand(in), in.readText(), in.readTextMap(), in.readTexts()));
        }
        return sidecars;
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
