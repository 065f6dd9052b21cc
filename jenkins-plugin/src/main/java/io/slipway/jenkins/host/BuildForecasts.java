package io.slipway.jenkins.host;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.InvisibleAction;
import hudson.model.Run;
import io.slipway.jenkins.teach.BuildForecast;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** Puts the forecast of a running build on its remote API. */
@Extension
@SuppressWarnings("rawtypes") // for every kind of build
public final class BuildForecasts extends TransientActionFactory<Run> {
    @Override
    public Class<Run> type() {
        return Run.class;
    }

    @Override
    public Class<? extends Action> actionType() {
        return ForecastAction.class;
    }

    @Override
    public Collection<? extends Action> createFor(Run run) {
        return of(run).map(forecast -> List.of(new ForecastAction(forecast))).orElse(List.of());
    }

    /** When the build will probably be done; absent when it is over, or nothing is known of builds like it. */
    public static Optional<BuildForecast> of(Run<?, ?> run) {
        Optional<OrdinaryQueue> here = OrdinaryQueue.here();
        if (here.isEmpty() || !here.get().isForecasting() || !run.isBuilding()) return Optional.empty();
        Instant started = Instant.ofEpochMilli(run.getStartTimeInMillis());
        Instant now = Instant.now();
        // The clock may have been put back since.
        return BuildForecast.of(
                here.get().past(), QueueChanges.workOf(run), started, now.isBefore(started) ? started : now);
    }

    /** What the remote API shows. Times are milliseconds since 1970, as everywhere on it. */
    @ExportedBean(defaultVisibility = 2)
    public static final class ForecastAction extends InvisibleAction {
        private final BuildForecast forecast;

        ForecastAction(BuildForecast forecast) {
            this.forecast = forecast;
        }

        @Exported(name = "slipwayFinishMillis")
        public long getFinishMillis() {
            return forecast.finish().toEpochMilli();
        }

        /** It ends before this in one of twenty. */
        @Exported(name = "slipwayEarliestMillis")
        public long getEarliestMillis() {
            return forecast.earliest().toEpochMilli();
        }

        /** It ends after this in one of twenty. */
        @Exported(name = "slipwayLatestMillis")
        public long getLatestMillis() {
            return forecast.latest().toEpochMilli();
        }

        /** How many builds before it that is judged from. */
        @Exported(name = "slipwayBuilds")
        public int getBuilds() {
            return forecast.builds();
        }

        /** Whether it has run longer than 99 in 100 of its like. */
        @Exported(name = "slipwayOverdue")
        public boolean isOverdue() {
            return forecast.overdue();
        }

        @Exported(name = "slipwayCriticalPath")
        public List<String> getCriticalPath() {
            return forecast.criticalPath();
        }
    }
}
