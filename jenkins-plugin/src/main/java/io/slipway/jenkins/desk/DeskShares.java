package io.slipway.jenkins.desk;

import io.slipway.core.fairshare.Share;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.run.Event;
import io.slipway.core.run.FleetEvent;
import io.slipway.core.schedule.Input;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What folders are entitled to as a person said last, and what has to be said for it to be something else. Thread-safe. */
final class DeskShares {
    private final Map<Tenant, Share> set = new HashMap<>();

    synchronized void note(Event event) {
        if (event instanceof FleetEvent.ShareSet said) set.put(said.tenant(), said.share());
    }

    /**
     * @param weights of folders, by full name; all others weigh 1
     */
    synchronized List<Input> changes(Map<String, Double> weights) {
        Map<String, Input> changes = new TreeMap<>();
        Set<Tenant> named = new HashSet<>();
        for (Map.Entry<String, Double> weight : new TreeMap<>(weights).entrySet()) {
            Tenant tenant = Names.tenantOfFolder(weight.getKey());
            named.add(tenant);
            Share share = Share.weighing(weight.getValue());
            if (!share.equals(set.get(tenant))) changes.put(tenant.toString(), new Input.SetShare(tenant, share));
        }
        set.forEach((tenant, share) -> {
            if (!named.contains(tenant) && !share.equals(Share.EQUAL))
                changes.put(tenant.toString(), new Input.SetShare(tenant, Share.EQUAL));
        });
        return new ArrayList<>(changes.values());
    }
}
