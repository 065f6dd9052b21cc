package io.slipway.gitlab.write;

import io.slipway.gitlab.yaml.YamlValue.Mapping;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * One job of a child pipeline. Immutable.
 *
 * @param stage one of the pipeline's
 * @param script lines for a shell; whatever came from a definition is quoted in them
 * @param needs names of jobs it waits for; all of the stages before when absent
 * @param shards how many of it there are
 * @param tags what its runner must have
 * @param resourceGroup of which one job runs at a time
 * @param junit patterns of its JUnit reports
 * @param paths that it hands on to later jobs
 * @param own keys that the job has without Slipway, which it keeps as far as the above do not say otherwise
 */
public record ChildJob(
        String name,
        String stage,
        List<String> script,
        Optional<List<String>> needs,
        int shards,
        List<String> tags,
        Optional<String> resourceGroup,
        Optional<Duration> timeout,
        List<String> junit,
        List<String> paths,
        boolean savesCache,
        Optional<Mapping> own) {
    public ChildJob {
        script = List.copyOf(script);
        needs = needs.map(List::copyOf);
        tags = List.copyOf(tags);
        junit = List.copyOf(junit);
        paths = List.copyOf(paths);
        if (script.isEmpty()) throw new IllegalArgumentException("script: nothing for " + name + " (expected: a line)");
        if (shards < 1) throw new IllegalArgumentException("shards: " + shards + " (expected: >= 1)");
    }
}
