package io.slipway.core.pipeline;

import io.slipway.core.content.CanonicalInput;
import io.slipway.core.content.CanonicalOutput;
import io.slipway.core.content.MalformedContentException;
import io.slipway.core.content.PathSet;
import io.slipway.core.graph.CycleException;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Writes a pipeline as bytes and reads it back. Equal pipelines have equal bytes, so their digest names the pipeline.
 *
 * <p>A version byte, every distinct text once, every distinct set of patterns once, then the tasks, which refer to both
 * by number, as needs refer to tasks: tasks of one workspace say much the same, and few objects are made in reading. Stateless and thread-safe;
 * O(size).
 *
 * <p>Version 2 says after each task's memory how much disk and which counts it asks for; version 3 says that too, and at
 * each task's end how it is tried again and what it throttles; version 4 also after which exit codes it is tried again,
 * its priority and what it prefers; version 5 also whether it wants its agent for itself; version 6 also its labels,
 * its condition and whether it may fail; version 7 also its secrets and sidecars; version 8 also its terms. They are
 * written only when one of the tasks asks for any, so that all other pipelines keep the
 * digest that they had in version 1.
 */
public final class PipelineCodec {
    private static final int VERSION = 1;
    private static final int VERSION_WITH_DISK_AND_COUNTS = 2;
    private static final int VERSION_WITH_RETRY_AND_THROTTLES = 3;
    private static final int VERSION_WITH_PRIORITY_AND_PREFERENCES = 4;
    private static final int VERSION_WITH_EXCLUSIVE_USE = 5;
    private static final int VERSION_WITH_CONDITIONS = 6;
    private static final int VERSION_WITH_SECRETS_AND_SIDECARS = 7;
    private static final int VERSION_WITH_TERMS = 8;
    private static final int SHELL = 0;
    private static final int ARGV = 1;
    private static final int FROM_VARIABLE = 0;
    private static final int FROM_FILE = 1;
    private static final int FROM_PROGRAM = 2;
    private static final int PORT_LISTENS = 0;
    private static final int LOG_SAYS = 1;
    private static final int COMMAND_SUCCEEDS = 2;
    private static final int FILE_EXISTS = 3;
    private static final Map<String, TaskKind> TASK_KINDS = byText(TaskKind.values(), TaskKind::text);
    private static final Map<String, NeedKind> NEED_KINDS = byText(NeedKind.values(), NeedKind::text);
    private static final Map<String, RetryPolicy.Failure> FAILURES =
            byText(RetryPolicy.Failure.values(), RetryPolicy.Failure::text);
    private static final Map<String, RetryPolicy.OnLost> ON_LOST =
            byText(RetryPolicy.OnLost.values(), RetryPolicy.OnLost::text);

    private PipelineCodec() {}

    private static <E> Map<String, E> byText(E[] values, Function<E, String> text) {
        return Arrays.stream(values).collect(Collectors.toMap(text, Function.identity()));
    }

    public static byte[] encode(Pipeline pipeline) {
        return new Writer().write(pipeline);
    }

    /**
     * The pipeline of bytes that {@link #encode} wrote. Trusts that its outputs were found to be apart before.
     *
     * @throws MalformedContentException when the bytes are torn, damaged or of another version
     */
    public static Pipeline decode(byte[] bytes) {
        try {
            return new Reader(new CanonicalInput(bytes)).read();
        } catch (IllegalArgumentException | CycleException | DateTimeException e) {
            throw new MalformedContentException("no pipeline: " + e.getMessage(), e);
        }
    }

    private static final class Writer {
        private final Map<String, Integer> texts = new LinkedHashMap<>();
        private final Map<PathSet, Integer> pathSets = new LinkedHashMap<>();
        private final Map<TaskAddress, Integer> addresses = new HashMap<>();
        private final CanonicalOutput tasks = new CanonicalOutput();
        private boolean withDiskAndCounts;
        private boolean withRetryAndThrottles;
        private boolean withPriorityAndPreferences;
        private boolean withExclusiveUse;
        private boolean withConditions;
        private boolean withSecretsAndSidecars;
        private boolean withTerms;

        byte[] write(Pipeline pipeline) {
            List<Task> all = pipeline.tasks();
            for (Task task : all) {
                withTerms |= !task.terms().equals(Terms.NONE);
                withSecretsAndSidecars |= withTerms
                        || !task.secrets().isEmpty()
                        || !task.sidecars().isEmpty();
                withConditions |= withSecretsAndSidecars
                        || task.when().isPresent()
                        || task.allowFailure()
                        || !task.labels().isEmpty();
                withExclusiveUse |= task.exclusive() || withConditions;
                withPriorityAndPreferences |= withExclusiveUse
                        || task.priority() != 0
                        || !task.prefers().ranges().isEmpty()
                        || !task.retry().exitCodes().isEmpty();
                withRetryAndThrottles |= withPriorityAndPreferences
                        || !task.retry().equals(RetryPolicy.DEFAULT)
                        || !task.throttles().isEmpty();
                withDiskAndCounts |= asksForDiskOrCounts(task.resources()) || withRetryAndThrottles;
            }
            tasks.writeInt(all.size());
            for (Task task : all) {
                number(addresses, task.address());
                text(task.address().service());
                text(task.address().task());
            }
            for (Task task : all) write(task);
            CanonicalOutput sets = new CanonicalOutput();
            sets.writeInt(pathSets.size());
            for (PathSet set : pathSets.keySet()) list(sets, set.patterns());
            return new CanonicalOutput()
                    .writeByte(version())
                    .writeTexts(texts.keySet())
                    .writeBytes(sets.toByteArray())
                    .writeBytes(tasks.toByteArray())
                    .toByteArray();
        }

        private int version() {
            if (withTerms) return VERSION_WITH_TERMS;
            if (withSecretsAndSidecars) return VERSION_WITH_SECRETS_AND_SIDECARS;
            if (withConditions) return VERSION_WITH_CONDITIONS;
            if (withExclusiveUse) return VERSION_WITH_EXCLUSIVE_USE;
            if (withPriorityAndPreferences) return VERSION_WITH_PRIORITY_AND_PREFERENCES;
            if (withRetryAndThrottles) return VERSION_WITH_RETRY_AND_THROTTLES;
            return withDiskAndCounts ? VERSION_WITH_DISK_AND_COUNTS : VERSION;
        }

        private static boolean asksForDiskOrCounts(Resources resources) {
            return resources.diskBytes() > 0 || !resources.counts().isEmpty();
        }

        private void write(Task task) {
            text(task.directory());
            text(task.kind().text());
            write(task.command());
            set(task.inputs());
            set(task.outputs());
            tasks.writeInt(task.reports().size());
            task.reports().forEach((kind, files) -> {
                text(kind);
                set(files);
            });
            tasks.writeInt(task.needs().size());
            for (Need need : task.needs()) write(need);
            map(task.requires().texts());
            write(task.resources());
            list(tasks, task.locks());
            tasks.writeBoolean(task.timeout().isPresent());
            task.timeout().ifPresent(this::write);
            map(task.env());
            list(tasks, task.pass());
            tasks.writeBoolean(task.always());
            if (!withRetryAndThrottles) return;
            write(task.retry());
            counts(task.throttles());
            if (!withPriorityAndPreferences) return;
            tasks.writeInt(task.priority());
            map(task.prefers().texts());
            if (withExclusiveUse) tasks.writeBoolean(task.exclusive());
            if (withConditions) {
                list(tasks, task.labels());
                text(task.when().map(Condition::text).orElse(""));
                tasks.writeBoolean(task.allowFailure());
            }
            if (withSecretsAndSidecars) {
                writeSecrets(task.secrets());
                tasks.writeInt(task.sidecars().size());
                for (Sidecar sidecar : task.sidecars()) write(sidecar);
            }
            if (withTerms) task.terms().writeTo(tasks);
        }

        private void writeSecrets(SortedMap<String, SecretSource> secrets) {
            tasks.writeInt(secrets.size());
            secrets.forEach((name, source) -> {
                text(name);
                write(source);
            });
        }

        private void write(Command command) {
            tasks.writeByte(command instanceof Command.Shell ? SHELL : ARGV);
            list(tasks, command instanceof Command.Shell shell ? List.of(shell.script()) : command.argv());
        }

        private void write(SecretSource source) {
            if (source instanceof SecretSource.Variable variable) {
                tasks.writeByte(FROM_VARIABLE);
                text(variable.name());
            } else if (source instanceof SecretSource.File file) {
                tasks.writeByte(FROM_FILE);
                text(file.path());
            } else if (source instanceof SecretSource.Program program) {
                tasks.writeByte(FROM_PROGRAM);
                list(tasks, program.argv());
                write(program.timeout());
            }
        }

        private void write(Sidecar sidecar) {
            text(sidecar.name());
            write(sidecar.command());
            text(sidecar.directory());
            map(sidecar.env());
            list(tasks, sidecar.ports());
            tasks.writeBoolean(sidecar.ready().isPresent());
            sidecar.ready().ifPresent(this::write);
            write(sidecar.readyWithin());
            write(sidecar.grace());
        }

        private void write(Sidecar.Ready ready) {
            if (ready instanceof Sidecar.PortListens port) {
                tasks.writeByte(PORT_LISTENS);
                text(port.port());
            } else if (ready instanceof Sidecar.LogSays log) {
                tasks.writeByte(LOG_SAYS);
                text(log.pattern());
            } else if (ready instanceof Sidecar.CommandSucceeds check) {
                tasks.writeByte(COMMAND_SUCCEEDS);
                write(check.command());
            } else if (ready instanceof Sidecar.FileExists file) {
                tasks.writeByte(FILE_EXISTS);
                text(file.path());
            }
        }

        private void write(RetryPolicy retry) {
            tasks.writeInt(retry.byFailure().size());
            retry.byFailure().forEach((failure, backoff) -> {
                text(failure.text());
                tasks.writeInt(backoff.attempts());
                write(backoff.first());
                tasks.writeLong(Double.doubleToLongBits(backoff.factor()));
                write(backoff.most());
                tasks.writeLong(Double.doubleToLongBits(backoff.jitter()));
            });
            text(retry.onLost().map(RetryPolicy.OnLost::text).orElse(""));
            if (!withPriorityAndPreferences) return;
            tasks.writeInt(retry.exitCodes().size());
            for (int code : retry.exitCodes()) tasks.writeInt(code);
        }

        private void write(Duration duration) {
            tasks.writeLong(duration.getSeconds()).writeInt(duration.getNano());
        }

        private void write(Resources resources) {
            tasks.writeInt(resources.milliCpu()).writeLong(resources.memoryBytes());
            if (!withDiskAndCounts) return;
            tasks.writeLong(resources.diskBytes());
            counts(resources.counts());
        }

        private void counts(SortedMap<String, Integer> counts) {
            tasks.writeInt(counts.size());
            counts.forEach((name, count) -> {
                text(name);
                tasks.writeInt(count);
            });
        }

        private void write(Need need) {
            tasks.writeInt(number(addresses, need.task()));
            text(need.kind().text());
            tasks.writeBoolean(need.optional());
            tasks.writeBoolean(need.outputs().isPresent());
            need.outputs().ifPresent(this::set);
        }

        private void map(SortedMap<String, String> map) {
            tasks.writeInt(map.size());
            map.forEach((key, value) -> {
                text(key);
                text(value);
            });
        }

        private void list(CanonicalOutput out, List<String> items) {
            out.writeInt(items.size());
            for (String item : items) out.writeInt(number(texts, item));
        }

        private void text(String text) {
            tasks.writeInt(number(texts, text));
        }

        private void set(PathSet set) {
            tasks.writeInt(number(pathSets, set));
        }

        private static <T> int number(Map<T, Integer> numbers, T item) {
            Integer known = numbers.putIfAbsent(item, numbers.size());
            return known == null ? numbers.size() - 1 : known;
        }
    }

    private static final class Reader {
        private final List<String> texts;
        private final List<PathSet> pathSets = new ArrayList<>();
        private final List<TaskAddress> addresses;
        private final Map<String, VersionRange> ranges = new HashMap<>();
        private final CanonicalInput tasks;
        private final boolean withDiskAndCounts;
        private final boolean withRetryAndThrottles;
        private final boolean withPriorityAndPreferences;
        private final boolean withExclusiveUse;
        private final boolean withConditions;
        private final boolean withSecretsAndSidecars;
        private final boolean withTerms;

        Reader(CanonicalInput in) {
            int version = in.readByte();
            withTerms = version == VERSION_WITH_TERMS;
            withSecretsAndSidecars = version == VERSION_WITH_SECRETS_AND_SIDECARS || withTerms;
            withConditions = version == VERSION_WITH_CONDITIONS || withSecretsAndSidecars;
            withExclusiveUse = version == VERSION_WITH_EXCLUSIVE_USE || withConditions;
            withPriorityAndPreferences = version == VERSION_WITH_PRIORITY_AND_PREFERENCES || withExclusiveUse;
            withRetryAndThrottles = version == VERSION_WITH_RETRY_AND_THROTTLES || withPriorityAndPreferences;
            withDiskAndCounts = version == VERSION_WITH_DISK_AND_COUNTS || withRetryAndThrottles;
            if (version != VERSION && !withDiskAndCounts)
                throw new MalformedContentException("version " + version + " of a pipeline");
            texts = in.readTexts();
            CanonicalInput sets = new CanonicalInput(in.readBytes());
            tasks = new CanonicalInput(in.readBytes());
            in.expectEnd();
            for (int count = sets.readInt(); count > 0; count--) pathSets.add(new PathSet(list(sets)));
            sets.expectEnd();
            addresses = tasks.readList(table -> new TaskAddress(text(table), text(table)));
        }

        Pipeline read() {
            List<Task> all = new ArrayList<>(addresses.size());
            for (TaskAddress address : addresses) all.add(task(address));
            tasks.expectEnd();
            return Pipeline.trusted(all);
        }

        private Task task(TaskAddress address) {
            return new Task(
                    address,
                    text(tasks),
                    known(TASK_KINDS, text(tasks)),
                    command(),
                    set(),
                    set(),
                    reports(),
                    tasks.readList(in -> need()),
                    selector(),
                    resources(),
                    list(tasks),
                    timeout(),
                    map(Function.identity()),
                    list(tasks),
                    tasks.readBoolean(),
                    retry(),
                    withRetryAndThrottles ? counts() : Collections.emptySortedMap(),
                    withPriorityAndPreferences ? tasks.readInt() : 0,
                    withPriorityAndPreferences ? selector() : Selector.any(),
                    withExclusiveUse && tasks.readBoolean(),
                    withConditions ? list(tasks) : List.of(),
                    withConditions ? condition() : Optional.empty(),
                    withConditions && tasks.readBoolean(),
                    withSecretsAndSidecars ? secrets() : Collections.emptySortedMap(),
                    withSecretsAndSidecars ? tasks.readList(in -> sidecar()) : List.of(),
                    withTerms ? Terms.readFrom(tasks) : Terms.NONE);
        }

        private SortedMap<String, SecretSource> secrets() {
            SortedMap<String, SecretSource> secrets = new TreeMap<>();
            for (int count = tasks.readInt(); count > 0; count--) secrets.put(text(tasks), secretSource());
            return secrets;
        }

        private SecretSource secretSource() {
            int form = tasks.readByte();
            return switch (form) {
                case FROM_VARIABLE -> new SecretSource.Variable(text(tasks));
                case FROM_FILE -> new SecretSource.File(text(tasks));
                case FROM_PROGRAM -> new SecretSource.Program(list(tasks), duration());
                default -> throw new MalformedContentException("form " + form + " of a secret");
            };
        }

        private Sidecar sidecar() {
            return new Sidecar(
                    text(tasks),
                    command(),
                    text(tasks),
                    map(Function.identity()),
                    list(tasks),
                    tasks.readBoolean() ? Optional.of(ready()) : Optional.empty(),
                    duration(),
                    duration());
        }

        private Sidecar.Ready ready() {
            int form = tasks.readByte();
            return switch (form) {
                case PORT_LISTENS -> new Sidecar.PortListens(text(tasks));
                case LOG_SAYS -> new Sidecar.LogSays(text(tasks));
                case COMMAND_SUCCEEDS -> new Sidecar.CommandSucceeds(command());
                case FILE_EXISTS -> new Sidecar.FileExists(text(tasks));
                default -> throw new MalformedContentException("form " + form + " of readiness");
            };
        }

        private Optional<Condition> condition() {
            String written = text(tasks);
            return written.isEmpty() ? Optional.empty() : Optional.of(new Condition(written));
        }

        private Command command() {
            int form = tasks.readByte();
            List<String> words = list(tasks);
            if (form == ARGV) return new Command.Argv(words);
            if (form != SHELL || words.size() != 1)
                throw new MalformedContentException("form " + form + " of a command");
            return new Command.Shell(words.get(0));
        }

        private Need need() {
            return new Need(
                    at(addresses, tasks.readInt()),
                    known(NEED_KINDS, text(tasks)),
                    tasks.readBoolean(),
                    tasks.readBoolean() ? Optional.of(set()) : Optional.empty());
        }

        private SortedMap<String, PathSet> reports() {
            SortedMap<String, PathSet> reports = new TreeMap<>();
            for (int count = tasks.readInt(); count > 0; count--) reports.put(text(tasks), set());
            return reports;
        }

        private Selector selector() {
            SortedMap<String, VersionRange> wanted = map(text -> ranges.computeIfAbsent(text, VersionRange::new));
            return wanted.isEmpty() ? Selector.any() : new Selector(wanted);
        }

        private Resources resources() {
            int milliCpu = tasks.readInt();
            long memoryBytes = tasks.readLong();
            if (!withDiskAndCounts) return new Resources(milliCpu, memoryBytes);
            long diskBytes = tasks.readLong();
            return new Resources(milliCpu, memoryBytes, diskBytes, counts());
        }

        private SortedMap<String, Integer> counts() {
            SortedMap<String, Integer> counts = new TreeMap<>();
            for (int count = tasks.readInt(); count > 0; count--) counts.put(text(tasks), tasks.readInt());
            return counts;
        }

        private RetryPolicy retry() {
            if (!withRetryAndThrottles) return RetryPolicy.DEFAULT;
            SortedMap<RetryPolicy.Failure, RetryPolicy.Backoff> byFailure = new TreeMap<>();
            for (int left = tasks.readInt(); left > 0; left--) {
                byFailure.put(
                        known(FAILURES, text(tasks)),
                        new RetryPolicy.Backoff(
                                tasks.readInt(),
                                duration(),
                                Double.longBitsToDouble(tasks.readLong()),
                                duration(),
                                Double.longBitsToDouble(tasks.readLong())));
            }
            String onLost = text(tasks);
            return new RetryPolicy(
                    byFailure,
                    withPriorityAndPreferences ? exitCodes() : Collections.emptySortedSet(),
                    onLost.isEmpty() ? Optional.empty() : Optional.of(known(ON_LOST, onLost)));
        }

        private SortedSet<Integer> exitCodes() {
            SortedSet<Integer> codes = new TreeSet<>();
            for (int left = tasks.readInt(); left > 0; left--) codes.add(tasks.readInt());
            return codes;
        }

        private Duration duration() {
            return Duration.ofSeconds(tasks.readLong(), tasks.readInt());
        }

        private Optional<Duration> timeout() {
            return tasks.readBoolean() ? Optional.of(duration()) : Optional.empty();
        }

        private <V> SortedMap<String, V> map(Function<String, V> value) {
            SortedMap<String, V> map = new TreeMap<>();
            for (int count = tasks.readInt(); count > 0; count--) map.put(text(tasks), value.apply(text(tasks)));
            return map;
        }

        private List<String> list(CanonicalInput in) {
            int count = in.readInt();
            List<String> items = new ArrayList<>();
            for (; count > 0; count--) items.add(text(in));
            return items;
        }

        private String text(CanonicalInput in) {
            return at(texts, in.readInt());
        }

        private PathSet set() {
            return at(pathSets, tasks.readInt());
        }

        private static <T> T at(List<T> table, int number) {
            if (number < 0 || number >= table.size()) throw new MalformedContentException("no item " + number);
            return table.get(number);
        }

        private static <E> E known(Map<String, E> kinds, String text) {
            E kind = kinds.get(text);
            if (kind == null) throw new MalformedContentException("kind " + text);
            return kind;
        }
    }
}
