package io.slipway.core.local.secret;

import io.slipway.core.pipeline.SecretSource;
import io.slipway.core.pipeline.Task;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * Has the values of secrets for the tasks of one run: from the caller's variables, from files, and from programs, each of which is run
 * once. Values are in memory only. Thread-safe; blocks while a program runs.
 */
public final class SecretSources {
    /** Keys and certificates fit in easily, and so do the variables of a process. */
    private static final int MOST_BYTES = 32 << 10;

    private final Path root;
    private final Map<String, String> environment;
    private final Predicate<String> isSource;
    private final ProgramOutput programs;
    /** What programs said. */
    private final Map<SecretSource, String> known = new ConcurrentHashMap<>();

    /**
     * @param root of the workspace
     * @param environment the caller's variables
     * @param isSource whether a file, by its path in the workspace, is one of the sources, whose digests are told to everybody
     * @param readers a thread for each program that runs
     */
    public SecretSources(Path root, Map<String, String> environment, Predicate<String> isSource, Executor readers) {
        this.root = root;
        this.environment = environment;
        this.isSource = isSource;
        this.programs = new ProgramOutput(root, environment, readers);
    }

    /**
     * The secrets of a task, by the names of their variables.
     *
     * @param anew whether programs are to be asked again: what they said may not hold any more
     * @throws NoSecretException when one of them cannot be had or could not be hidden
     */
    public SortedMap<String, String> of(Task task, boolean anew) throws NoSecretException {
        SortedMap<String, String> values = new TreeMap<>();
        if (task.secrets().isEmpty()) return values;
        Optional<String> untrusted = UntrustedRef.in(environment);
        if (untrusted.isPresent()) {
            throw new NoSecretException(
                    "it gets no secrets (" + String.join(", ", task.secrets().keySet()) + "): " + untrusted.get()
                            + "; run it for a branch of the repository itself");
        }
        for (Map.Entry<String, SecretSource> secret : task.secrets().entrySet()) {
            String value = fetch(secret.getKey(), secret.getValue(), anew);
            String fault = fault(value);
            if (!fault.isEmpty()) throw none(secret.getKey(), secret.getValue(), fault);
            values.put(secret.getKey(), value);
        }
        return values;
    }

    private static String fault(String value) {
        if (value.isEmpty()) return "is empty; give it its value";
        if (value.strip().length() < SecretMask.SHORTEST)
            return "has fewer than " + SecretMask.SHORTEST
                    + " characters, which cannot be hidden in a log; use a longer one, or `env` if it is no secret";
        if (value.indexOf('\0') >= 0) return "has a NUL character in it, which no variable can have; encode it as text";
        if (value.indexOf('\uFFFD') >= 0) return "is not UTF-8 text; encode it, with Base64 for example";
        return "";
    }

    private static NoSecretException none(String name, SecretSource source, String fault) {
        return new NoSecretException("secret " + name + " cannot be had: " + source.text() + " " + fault);
    }

    private String fetch(String name, SecretSource source, boolean anew) throws NoSecretException {
        if (source instanceof SecretSource.Variable variable) return fromVariable(name, variable);
        if (source instanceof SecretSource.File file) return fromFile(name, file);
        return fromProgram(name, (SecretSource.Program) source, anew);
    }

    private String fromVariable(String name, SecretSource.Variable variable) throws NoSecretException {
        String value = environment.get(variable.name());
        if (value == null)
            throw none(
                    name,
                    variable,
                    "is not set; set it where Slipway is started, or say under `secrets` where else the value is");
        return tooLong(value.length()) ? refuseLength(name, variable) : value;
    }

    private String fromFile(String name, SecretSource.File file) throws NoSecretException {
        Path path = path(file);
        Path inRoot = path.normalize();
        if (inRoot.startsWith(root)
                && isSource.test(root.relativize(inRoot).toString().replace('\\', '/'))) {
            throw none(
                    name,
                    file,
                    "is one of the sources, which whoever has the repository can read; let git ignore it, or keep it"
                            + " outside the workspace");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            return tooLong(bytes.length) ? refuseLength(name, file) : text(bytes);
        } catch (NoSuchFileException e) {
            throw none(name, file, "is not there; write the value into it");
        } catch (IOException e) {
            throw none(name, file, "cannot be read; make it a file that you may read");
        }
    }

    private Path path(SecretSource.File file) {
        if (!file.path().startsWith("~/")) return root.resolve(file.path());
        String home = environment.getOrDefault("HOME", "");
        return Path.of(home.isEmpty() ? "/" : home).resolve(file.path().substring(2));
    }

    private String fromProgram(String name, SecretSource.Program program, boolean anew) throws NoSecretException {
        if (anew) known.remove(program);
        synchronized (this) { // who has to be asked for a password is asked once
            String before = known.get(program);
            if (before != null) return before;
            try {
                byte[] printed = programs.of(program.argv(), program.timeout(), MOST_BYTES + 1);
                String value = tooLong(printed.length) ? refuseLength(name, program) : text(printed);
                known.put(program, value);
                return value;
            } catch (ProgramOutput.Failed e) {
                throw none(name, program, String.valueOf(e.getMessage()));
            }
        }
    }

    private static boolean tooLong(int length) {
        return length > MOST_BYTES;
    }

    private static String refuseLength(String name, SecretSource source) throws NoSecretException {
        throw none(
                name,
                source,
                "has more than " + (MOST_BYTES >> 10)
                        + " KiB, too much for a variable; hand over a file's name instead");
    }

    /** Without the line breaks at its end, as a shell's {@code $(…)} gives it; a replacement character for what is no text. */
    private static String text(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) end--;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Arrays.copyOf(bytes, end)))
                    .toString();
        } catch (CharacterCodingException e) {
            return "\uFFFD".repeat(SecretMask.SHORTEST);
        }
    }
}
