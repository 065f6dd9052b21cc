package io.slipway.core.cache;

import io.slipway.core.content.PathSet;
import io.slipway.core.content.Tree;
import io.slipway.core.pipeline.Command;
import io.slipway.core.pipeline.TaskAddress;
import java.util.Collections;
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
        SortedMap<String, String> requires) {
    public Action {
        needs = Collections.unmodifiableSortedMap(new TreeMap<>(needs));
        env = Collections.unmodifiableSortedMap(new TreeMap<>(env));
        reports = Collections.unmodifiableSortedMap(new TreeMap<>(reports));
        requires = Collections.unmodifiableSortedMap(new TreeMap<>(requires));
    }
}
