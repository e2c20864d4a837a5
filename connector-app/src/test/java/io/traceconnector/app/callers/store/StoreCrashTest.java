package io.traceconnector.app.callers.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.traceconnector.api.ProblemException;
import io.traceconnector.app.journal.FakeClock;
import io.traceconnector.app.journal.FakeDisk;
import io.traceconnector.app.journal.FakeDisk.Survival;
import io.traceconnector.app.journal.FakeKill;
import io.traceconnector.app.journal.Journal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whenever the process is killed: what a method has answered is so after the next start. All moments, none sampled. */
class StoreCrashTest {

    private static final int NEVER = 0;

    /** Moments of opening the store. */
    private static final int RECOVERY = 7;

    @ParameterizedTest
    @EnumSource(Survival.class)
    void whatWasAnsweredIsSoAfterACrashAtAnyMomentAndAnotherWhileItRecovers(Survival survival) throws IOException {
        Run whole = new Run(survival);
        whole.live(NEVER);

        for (int moment = 1; moment <= whole.moments; moment++) {
            for (int second = moment % 3; second <= RECOVERY; second += 3) {
                Run run = new Run(survival);
                run.live(moment);
                run.recover(second);
                run.check();
            }
        }
        assertThat(whole.moments).isGreaterThan(20);
    }

    @Test
    void damageInTheMiddleIsRefusedAndLeftAsItIs() throws IOException {
        FakeDisk disk = new FakeDisk();
        FakeClock clock = new FakeClock();
        Issued<ServiceAccount> account;
        int middle;
        try (TestingStore store = new TestingStore(disk, clock)) {
            account = store.account();
            middle = disk.content(Journal.NAME).length - 100;
            store.admin.accounts().enable(store.acme(), account.to().clientId(), false);
        }
        int end = disk.content(Journal.NAME).length;
        for (int at : List.of(middle, end - 60)) {
            disk.damage(Journal.NAME, at);
            byte[] damaged = disk.content(Journal.NAME);
            assertThatThrownBy(() -> new TestingStore(disk, clock))
                    .isInstanceOfSatisfying(ProblemException.class, e -> {
                        assertThat(e.code()).isEqualTo("callers_store_unavailable");
                        assertThat(e.status()).isEqualTo(503);
                    });
            assertThat(disk.content(Journal.NAME)).isEqualTo(damaged);
            disk.damage(Journal.NAME, at);
        }

        try (TestingStore store = new TestingStore(disk, clock)) {
            assertThat(store.identities
                            .serviceAccountByClientId(account.to().clientId())
                            .orElseThrow()
                            .enabled())
                    .isFalse();
        }
    }

    @Test
    void aFailingDiskRefusesChangesAndGoesOnWhenItIsBack() throws IOException {
        FakeDisk disk = new FakeDisk();
        try (TestingStore store = new TestingStore(disk, new FakeClock())) {
            Issued<ServiceAccount> account = store.account();

            disk.failing(true);
            assertThatThrownBy(store::account).hasMessageContaining("try again later");
            assertThat(store.opens(account)).isTrue();
            assertThat(store.ledger.trouble().orElseThrow()).contains("no space left");
            disk.failing(false);

            assertThat(store.opens(store.account())).isTrue();
            assertThat(store.opens(account)).isTrue();
            assertThat(store.ledger.trouble()).isEmpty();
        }
    }

    @Test
    void aStoreUnderAnotherOrganisationsKeyIsNotRead() throws IOException {
        FakeDisk disk = new FakeDisk();
        FakeClock clock = new FakeClock();
        try (TestingStore store = new TestingStore(disk, clock)) {
            store.account();
        }
        disk.delete("local.key");

        assertThatThrownBy(() -> new TestingStore(disk, clock)).isInstanceOf(ProblemException.class);
    }

    @Test
    void noSecretNameOrPasswordIsOnDiskInClear() throws IOException {
        FakeDisk disk = new FakeDisk();
        try (TestingStore store = new TestingStore(disk, new FakeClock())) {
            Issued<ServiceAccount> account = store.account();
            store.admin
                    .operators()
                    .create(
                            "ada",
                            TestingStore.PASSWORD,
                            java.util.Map.of(store.acme().id(), java.util.Set.of("x")),
                            java.util.List.of());
            assertThat(store.opens(account)).isTrue();

            assertThat(new String(disk.everWritten(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(account.secret(), account.secret().substring(13, 56), "trace-connector\"", "ada")
                    .doesNotContain(
                            new String(TestingStore.PASSWORD), account.to().clientId(), "connector.reader");
        }
    }

    /** Lives of a process on one disk: one or two that are killed, then one that is not. */
    private static final class Run {

        private final Survival survival;
        private final FakeDisk disk = new FakeDisk();
        private final FakeClock clock = new FakeClock();
        private final List<Consumer<TestingStore>> answered = new ArrayList<>();
        private int moments;

        private Run(Survival survival) {
            this.survival = survival;
        }

        private void live(int killedAt) throws IOException {
            FakeKill kill = new FakeKill(killedAt);
            disk.killedBy(kill);
            try (TestingStore store = new TestingStore(disk, clock)) {
                work(store);
            } catch (FakeKill.Killed e) {
                disk.crash(survival);
            }
            moments = kill.moments();
        }

        private void work(TestingStore store) throws IOException {
            AccountAdministration accounts = store.admin.accounts();
            Issued<ServiceAccount> one = store.account();
            String clientId = one.to().clientId();
            then(later -> assertThat(later.identities.serviceAccountByClientId(clientId))
                    .isPresent());
            Issued<ServiceAccount> two = accounts.rotate(store.acme(), clientId, Rotation.now(Duration.ZERO, true));
            then(later -> assertThat(later.opens(one)).isFalse());
            Instant soon = clock.instant().plusSeconds(60);
            assertThat(store.identities.takeOnce("scope", "jti", soon)).isTrue();
            then(later ->
                    assertThat(later.identities.takeOnce("scope", "jti", soon)).isFalse());
            store.identities.revoke("token", soon);
            then(later -> assertThat(later.identities.isRevoked("token")).isTrue());
            store.ledger.compact();
            accounts.enable(store.acme(), clientId, false);
            then(later -> assertThat(later.opens(two)).isFalse());
            // From here on it may be gone already.
            answered.removeFirst();
            accounts.delete(store.acme(), clientId);
            then(later -> assertThat(later.admin
                            .accounts()
                            .create(later.acme(), TestingStore.draft(later.acme(), Optional.of(clientId)))
                            .to()
                            .generation())
                    .isEqualTo(4));
        }

        private void then(Consumer<TestingStore> so) {
            answered.add(so);
        }

        private void recover(int killedAt) throws IOException {
            disk.killedBy(new FakeKill(killedAt));
            try (TestingStore store = new TestingStore(disk, clock)) {
                assertThat(store.ledger.trouble()).isEmpty();
            } catch (FakeKill.Killed e) {
                disk.crash(survival);
            }
            disk.killedBy(FakeKill.never());
        }

        private void check() throws IOException {
            try (TestingStore store = new TestingStore(disk, clock)) {
                answered.forEach(so -> so.accept(store));
            }
        }
    }
}
