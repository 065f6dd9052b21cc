package io.slipway.cli;

import io.slipway.core.local.LocalEngine;
import io.slipway.core.local.LocalPlan;
import io.slipway.core.local.RunRequest;
import io.slipway.core.run.RunOptions;
import picocli.CommandLine.Mixin;

/** Which run is thought of, the same for every command that shows what it would do. */
final class PlanningOptions {
    @Mixin
    private SelectionOptions selected = new SelectionOptions();

    @Mixin
    private WithOption with = new WithOption();

    LocalEngine open(Surroundings surroundings) {
        return surroundings.open(selected.selection(surroundings).startingPoint(), selected.parameters(surroundings));
    }

    /**
     * @param rebuild whether nothing would be reused
     */
    LocalPlan plan(LocalEngine engine, Surroundings surroundings, boolean rebuild) {
        return engine.plan(new RunRequest(
                selected.selection(surroundings).in(engine.pipeline(), engine.root()),
                with.kinds(),
                selected.filter(),
                0,
                false,
                new RunOptions(false, rebuild)));
    }
}
