package io.slipway.core.placement;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * Which agents may be given a task, and which of them is best. Immutable.
 *
 * <p>Some filters are always kept, since the index of a {@link Placer} answers them: {@code capability}, {@code state},
 * {@code held}, {@code exclusive-use} and {@code resources}.
 *
 * @param filters others, asked in this order
 * @param classScorers what speaks for an agent by what it is
 * @param scorers what speaks for an agent by what it is doing
 */
public record PlacementRules(
        List<Filter> filters, List<Weighted<ClassScorer>> classScorers, List<Weighted<Scorer>> scorers) {
    public PlacementRules {
        filters = List.copyOf(filters);
        classScorers = List.copyOf(classScorers);
        scorers = List.copyOf(scorers);
    }

    /**
     * A scorer and how much it counts.
     *
     * @param weight that its score from 0 to 1 is multiplied by
     */
    public record Weighted<S>(S scorer, double weight) {
        public Weighted {
            requireNonNull(scorer, "scorer");
            if (!(weight >= 0) || Double.isInfinite(weight))
                throw new IllegalArgumentException("weight: " + weight + " (expected: a number >= 0)");
        }
    }

    /**
     * What suits most: first what would fail again or what was asked for (failed-before 6, preferences 4), then what makes
     * others wait or work twice (specialised, warm-cache and spread 3, load 2), then what is thrifty (bin-pack, cost, speed
     * and failures 1, fragmentation 0.5).
     */
    public static PlacementRules standard() {
        return new PlacementRules(
                List.of(new AntiAffinityFilter()),
                List.of(
                        new Weighted<>(new SpecialisedScorer(), 3),
                        new Weighted<>(new CostScorer(), 1),
                        new Weighted<>(new SpeedScorer(), 1)),
                List.of(
                        new Weighted<>(new FailedBeforeScorer(), 6),
                        new Weighted<>(new PreferencesScorer(), 4),
                        new Weighted<>(new WarmCacheScorer(), 3),
                        new Weighted<>(new SpreadScorer(), 3),
                        new Weighted<>(new LoadScorer(), 2),
                        new Weighted<>(new BinPackScorer(), 1),
                        new Weighted<>(new FailuresScorer(), 1),
                        new Weighted<>(new FragmentationScorer(), 0.5)));
    }

    /** The same with one filter more, asked after the others. */
    public PlacementRules with(Filter filter) {
        List<Filter> more = new ArrayList<>(filters);
        more.add(filter);
        return new PlacementRules(more, classScorers, scorers);
    }

    /** The same with one scorer more, or with another weight for the one that has its name. */
    public PlacementRules with(Scorer scorer, double weight) {
        List<Weighted<Scorer>> more = new ArrayList<>(scorers);
        more.removeIf(one -> one.scorer().name().equals(scorer.name()));
        more.add(new Weighted<>(scorer, weight));
        return new PlacementRules(filters, classScorers, more);
    }

    /** The same with one scorer more, or with another weight for the one that has its name. */
    public PlacementRules with(ClassScorer scorer, double weight) {
        List<Weighted<ClassScorer>> more = new ArrayList<>(classScorers);
        more.removeIf(one -> one.scorer().name().equals(scorer.name()));
        more.add(new Weighted<>(scorer, weight));
        return new PlacementRules(filters, more, scorers);
    }
}
