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

    /**
     * @param rebuild whether nothing would be reused
     */
    LocalPlan plan(Surroundings surroundings, boolean rebuild) {
        Selection selection = selected.selection(surroundings);
        try (LocalEngine engine = surroundings.open(selection.startingPoint(), selected.parameters(surroundings))) {
            return engine.plan(new RunRequest(
                    selection.in(engine.pipeline(), engine.root()),
                    with.kinds(),
                    selected.filter(),
                    0,
                    false,
                    new RunOptions(false, rebuild)));
        }
    }
}
