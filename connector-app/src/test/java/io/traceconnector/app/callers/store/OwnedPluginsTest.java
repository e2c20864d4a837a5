package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.OrganisationId;
import io.traceconnector.api.ProblemException;
import io.traceconnector.api.TenantId;
import io.traceconnector.app.callers.Tenant;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Plugins that a tenant owns: its administrators change them, nobody else's do, and they count as long as the tenant does. */
final class OwnedPluginsTest {

    private static final Set<String> READING = Set.of("links:read");

    private TestingStore store;
    private PluginAdministration all;
    private PluginAdministration owners;
    private Tenant owner;
    private Issued<Plugin> made;

    @BeforeEach
    void make() throws IOException {
        store = new TestingStore();
        all = store.admin.plugins();
        owner = store.admin.tenants().create(TestingStore.draft("maker", new OrganisationId("spare")));
        owners = all.of(owner.id());
        made = owners.create("chat", "of tests", READING, List.of());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private static void refused(ThrowingCallable work, String code) {
        assertThatThrownBy(work)
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void whoeverMakesAPluginForATenantMakesItTheTenants() {
        assertThat(made.to().owner()).contains(owner.id());
        assertThat(all.create("free", "", READING, List.of()).to().owner()).isEmpty();
        assertThat(owners.list()).extracting(Plugin::id).containsExactly("chat");
        assertThat(all.list()).extracting(Plugin::id).containsExactly("chat", "free");
    }

    @Test
    void aPluginOfAnotherIsAsGoodAsNone() {
        PluginAdministration others = all.of(store.acme().id());
        all.create("free", "", READING, List.of());

        for (String id : List.of("chat", "free", "nobody")) {
            refused(() -> others.get(id), "plugin_unknown");
            refused(() -> others.rotate(id, Rotation.now(Duration.ZERO, false)), "plugin_unknown");
            refused(() -> others.enable(id, false), "plugin_unknown");
            refused(() -> others.delete(id), "plugin_unknown");
        }
        refused(() -> others.create("chat", "", READING, List.of()), "plugin_exists");
        assertThat(store.identities.isSecretOfPlugin("chat", made.secret())).isTrue();
    }

    @Test
    void itsOwnersAdministratorsRotateDisableEnableAndDeleteIt() {
        Issued<Plugin> rotated = owners.rotate("chat", Rotation.now(Duration.ZERO, false));

        assertThat(store.identities.isSecretOfPlugin("chat", made.secret())).isFalse();
        assertThat(rotated.to().owner()).contains(owner.id());
        owners.enable("chat", false);
        assertThat(store.identities.isSecretOfPlugin("chat", rotated.secret())).isFalse();
        assertThat(owners.enable("chat", true).owner()).contains(owner.id());
        assertThat(store.identities.isSecretOfPlugin("chat", rotated.secret())).isTrue();
        owners.delete("chat");
        assertThat(store.identities.plugin("chat")).isEmpty();
    }

    @Test
    void whileItsOwnerIsDisabledItIsLetInNowhere() {
        Issued<Installation> installed = store.admin.installations().install(store.acme(), "chat", READING, Set.of());
        String connection = installed.to().connection();
        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isTrue();
        assertThat(all.offers()).extracting(Plugin::id).containsExactly("chat");

        store.admin.tenants().enable(owner.id(), false);

        assertThat(store.identities.isSecretOfPlugin("chat", made.secret())).isFalse();
        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isFalse();
        assertThat(store.identities.plugin("chat")).map(Plugin::enabled).contains(false);
        assertThat(all.offers()).isEmpty();
        refused(() -> store.admin.installations().install(store.beta(), "chat", READING, Set.of()), "plugin_unknown");

        store.admin.tenants().enable(owner.id(), true);

        assertThat(store.identities.isSecretOfConnection(connection, installed.secret()))
                .isTrue();
        assertThat(store.identities.plugin("chat")).map(Plugin::enabled).contains(true);
    }

    @Test
    void whoseOwnerIsGoneCountsNoMoreThanADisabledOne() {
        Plugin orphan = new Plugin(
                "orphan",
                Optional.of(new TenantId("gone")),
                "",
                true,
                READING,
                Optional.empty(),
                List.of(),
                store.clock.instant());
        assertThat(new OpenPlugins(store.tenants).isOpen(orphan)).isFalse();
        assertThat(new OpenPlugins(store.tenants).isOpen(made.to())).isTrue();
    }

    @Test
    void aTenantThatOwnsAPluginIsNotDeleted() {
        refused(() -> store.admin.tenants().delete(owner.id()), "tenant_in_use");

        owners.delete("chat");

        assertThat(store.admin.tenants().delete(owner.id())).isEqualTo(owner);
    }
}
