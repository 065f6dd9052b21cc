/**
 * When it will be done, and what would make it sooner. Read {@link io.slipway.core.forecast.RunForecast} first.
 */
@NullMarked
package io.slipway.core.forecast;

import org.jspecify.annotations.NullMarked;
