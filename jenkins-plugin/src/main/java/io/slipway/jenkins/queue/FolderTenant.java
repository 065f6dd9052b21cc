package io.slipway.jenkins.queue;

import io.slipway.core.fairshare.Tenant;
import java.util.ArrayList;
import java.util.List;

/**
 * Who pays for a build: the folder its job is in. {@code acme/web/shop/main} belongs to {@code acme/web/shop}; deeper
 * folders count as the third. Jobs outside of any folder belong to {@code root}. Stateless.
 */
public final class FolderTenant {
    private static final int MOST_LEVELS = 3;
    private static final int LONGEST = 100;
    private static final Tenant ROOT = Tenant.of("root");

    private FolderTenant() {}

    /**
     * @param job full name of the job
     */
    public static Tenant of(String job) {
        int end = job.lastIndexOf('/');
        return end <= 0 ? ROOT : ofFolder(job.substring(0, end));
    }

    /**
     * @param folder full name of the folder; empty for what is in none
     */
    public static Tenant ofFolder(String folder) {
        List<String> names = new ArrayList<>();
        for (String name : folder.split("/", -1)) {
            if (!name.isEmpty() && names.size() < MOST_LEVELS) names.add(name(name));
        }
        return names.isEmpty() ? ROOT : new Tenant(names);
    }

    /** Folders may be called anything: what a tenant's name cannot have is written as its number. */
    private static String name(String folder) {
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < folder.length(); i++) {
            char c = folder.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || (c >= '0' && c <= '9')
                    || c == '.'
                    || c == '-'
                    || c == '_';
            if (plain) name.append(c);
            else name.append('_').append(Integer.toHexString(c)).append('_');
        }
        if (name.length() <= LONGEST) return name.toString();
        String tail = "_" + Integer.toHexString(folder.hashCode());
        return name.substring(0, LONGEST - tail.length()) + tail;
    }
}
