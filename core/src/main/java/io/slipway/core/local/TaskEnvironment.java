package io.slipway.core.local;

import io.slipway.core.cache.ActionFactory;
import io.slipway.core.local.process.TaskMark;
import io.slipway.core.pipeline.Task;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which variables a task's command sees: a small fixed set of the caller's, those it lets pass, and those it sets.
 * Nothing else leaks in. Immutable.
 */
final class TaskEnvironment {
    /** What programs cannot do without. None of these counts for the key. */
    private static final String[] ALWAYS_PASSED = {
        "PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "LC_ALL", "TZ", "TMPDIR", "JAVA_HOME"
    };

    private final Map<String, String> caller;
    private final TaskMark mark;

    TaskEnvironment(Map<String, String> caller, TaskMark mark) {
        this.caller = Map.copyOf(caller);
        this.mark = mark;
    }

    /** The values of all variables that some task lets pass (absent where the caller has none), by name. */
    SortedMap<String, Optional<String>> passed(Iterable<Task> tasks) {
        TreeMap<String, Optional<String>> passed = new TreeMap<>();
        for (Task task : tasks) {
            for (String name : task.pass()) passed.put(name, Optional.ofNullable(caller.get(name)));
        }
        return passed;
    }

    /**
     * Everything the command is started with.
     *
     * @param sourceDateEpoch seconds since 1970 of the commit, for tools that write times into what they make
     */
    SortedMap<String, String> of(Task task, String sourceDateEpoch) {
        TreeMap<String, String> all = new TreeMap<>();
        for (String name : ALWAYS_PASSED) {
            String value = caller.get(name);
            if (value != null) all.put(name, value);
        }
        all.put("SOURCE_DATE_EPOCH", sourceDateEpoch);
        for (Map.Entry<String, Optional<String>> counted :
                ActionFactory.counted(task, caller).entrySet()) {
            if (counted.getValue().isPresent())
                all.put(counted.getKey(), counted.getValue().get());
        }
        all.put(TaskMark.VARIABLE, mark.value());
        return all;
    }
}
