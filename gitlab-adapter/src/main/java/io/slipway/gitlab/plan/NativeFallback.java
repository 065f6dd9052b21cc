package io.slipway.gitlab.plan;

import io.slipway.gitlab.write.ChildJob;
import io.slipway.gitlab.write.ChildPipeline;
import java.util.List;
import java.util.Optional;

/** What runs when there is no plan: every job, in one piece, with its own keys. Stateless. */
public final class NativeFallback {
    private NativeFallback() {}

    /** @param written the file of jobs without Slipway; one job runs everything when there is none */
    public static String of(Optional<String> written, CommitPlan.Settings settings) {
        if (written.isPresent()) return NativeJobs.alwaysStarted(written.get());
        ChildJob all = new ChildJob(
                "everything",
                "slipway",
                List.of(settings.command() + " run"),
                Optional.of(List.of()),
                1,
                settings.rules().labels().always(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                List.of(),
                true,
                Optional.empty());
        return new ChildPipeline(List.of(all), settings.store(), settings.trust()).text();
    }
}
