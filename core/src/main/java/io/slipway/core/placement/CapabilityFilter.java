package io.slipway.core.placement;

import io.slipway.core.agent.Agent;
import io.slipway.core.pipeline.VersionRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Only agents whose labels meet all that the task requires. */
final class CapabilityFilter implements Filter {
    @Override
    public String name() {
        return "capability";
    }

    @Override
    public List<Lack> lacks(Request request, Candidate candidate) {
        Agent agent = candidate.agent();
        List<Lack> lacks = new ArrayList<>(0);
        for (Map.Entry<String, VersionRange> wish :
                agent.labels().unmet(request.requires()).entrySet()) {
            String has = agent.labels().find(wish.getKey()).orElse("");
            lacks.add(new Lack(wish.getKey(), wish.getValue().text(), has));
        }
        return lacks;
    }
}
