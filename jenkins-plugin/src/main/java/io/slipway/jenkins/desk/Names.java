package io.slipway.jenkins.desk;

import io.slipway.core.content.Digest;
import io.slipway.core.fairshare.Tenant;
import io.slipway.core.pipeline.TaskAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Makes names that Slipway takes out of names that a controller takes. The same for the same, others for others. Stateless. */
public final class Names {
    private static final int LONGEST = 100;
    private static final int HASH = 8;

    /** Whoever has no folder. */
    private static final String ROOT = "jobs";

    private Names() {}

    /** The job of a build such as {@code shop/main#12}. */
    public static String job(String owner) {
        int hash = owner.lastIndexOf('#');
        return hash < 0 ? owner : owner.substring(0, hash);
    }

    /** Whose share of the nodes a build uses: its folders, the outer three of them; those without folder share one. */
    public static Tenant tenant(String owner) {
        String job = job(owner);
        int end = job.lastIndexOf('/');
        return tenantOfFolder(end < 0 ? "" : job.substring(0, end));
    }

    /**
     * @param folder full name; empty for what is in none
     */
    static Tenant tenantOfFolder(String folder) {
        List<String> folders = new ArrayList<>();
        for (String name : folder.split("/", -1)) {
            if (!name.isEmpty() && folders.size() < 3) folders.add(plain(name));
        }
        return folders.isEmpty() ? Tenant.of(ROOT) : new Tenant(folders);
    }

    /** The address of what a step of a build asks for, in views and reasons: {@code shop-main:place}. */
    public static TaskAddress address(String owner, String what) {
        return new TaskAddress(plain(job(owner)), plain(what));
    }

    /** By which it is remembered how long the task takes: tasks of different jobs may have the same address. */
    static String work(String owner, TaskAddress task) {
        return job(owner) + " » " + task;
    }

    /** Letters, digits, '.', '_' and '-' only; what had to be changed gets a few digits of its hash, to stay apart. */
    static String plain(String name) {
        if (TaskAddress.isName(name)) return name;
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letterOrDigit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            boolean kept = letterOrDigit || c == '.' || c == '_' || c == '-';
            if (plain.length() == 0 && !letterOrDigit) continue;
            if (plain.length() < LONGEST - HASH - 1) plain.append(kept ? c : '-');
        }
        String hash = Digest.of(name.getBytes(StandardCharsets.UTF_8)).hash().substring(0, HASH);
        return plain.isEmpty() ? hash : plain + "-" + hash;
    }
}
