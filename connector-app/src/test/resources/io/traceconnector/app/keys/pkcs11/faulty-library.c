/*
 * A PKCS#11 library for tests: forwards every function to another library, and makes chosen functions fail or take their time. What
 * it needs of PKCS#11 2.40 is that a function list is a version followed by 68 pointers, in the order below, and that every parameter
 * travels as one machine word.
 *
 * Faults are switched while the library is in use. What is done underneath (sessions closed, the user logged out, the library
 * finished) waits until no call is inside the other library and keeps calls out meanwhile: libraries are free to crash otherwise.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <string.h>
#include <time.h>

typedef unsigned long word;

#define OK 0UL
#define GENERAL_ERROR 5UL
#define SERIAL_SESSION 4UL
#define MOST_SLOTS 64

/* Name and number of parameters. */
#define FUNCTIONS(F) \
    F(C_Initialize, 1) F(C_Finalize, 1) F(C_GetInfo, 1) F(C_GetFunctionList, 1) \
    F(C_GetSlotList, 3) F(C_GetSlotInfo, 2) F(C_GetTokenInfo, 2) F(C_GetMechanismList, 3) F(C_GetMechanismInfo, 3) \
    F(C_InitToken, 4) F(C_InitPIN, 3) F(C_SetPIN, 5) \
    F(C_OpenSession, 5) F(C_CloseSession, 1) F(C_CloseAllSessions, 1) F(C_GetSessionInfo, 2) \
    F(C_GetOperationState, 3) F(C_SetOperationState, 5) F(C_Login, 4) F(C_Logout, 1) \
    F(C_CreateObject, 4) F(C_CopyObject, 5) F(C_DestroyObject, 2) F(C_GetObjectSize, 3) \
    F(C_GetAttributeValue, 4) F(C_SetAttributeValue, 4) \
    F(C_FindObjectsInit, 3) F(C_FindObjects, 4) F(C_FindObjectsFinal, 1) \
    F(C_EncryptInit, 3) F(C_Encrypt, 5) F(C_EncryptUpdate, 5) F(C_EncryptFinal, 3) \
    F(C_DecryptInit, 3) F(C_Decrypt, 5) F(C_DecryptUpdate, 5) F(C_DecryptFinal, 3) \
    F(C_DigestInit, 2) F(C_Digest, 5) F(C_DigestUpdate, 3) F(C_DigestKey, 2) F(C_DigestFinal, 3) \
    F(C_SignInit, 3) F(C_Sign, 5) F(C_SignUpdate, 3) F(C_SignFinal, 3) F(C_SignRecoverInit, 3) F(C_SignRecover, 5) \
    F(C_VerifyInit, 3) F(C_Verify, 5) F(C_VerifyUpdate, 3) F(C_VerifyFinal, 3) \
    F(C_VerifyRecoverInit, 3) F(C_VerifyRecover, 5) \
    F(C_DigestEncryptUpdate, 5) F(C_DecryptDigestUpdate, 5) F(C_SignEncryptUpdate, 5) F(C_DecryptVerifyUpdate, 5) \
    F(C_GenerateKey, 5) F(C_GenerateKeyPair, 8) F(C_WrapKey, 6) F(C_UnwrapKey, 8) F(C_DeriveKey, 6) \
    F(C_SeedRandom, 3) F(C_GenerateRandom, 3) F(C_GetFunctionStatus, 1) F(C_CancelFunction, 1) F(C_WaitForSlotEvent, 3)

#define NUMBER(name, parameters) name##_number,
enum number { FUNCTIONS(NUMBER) COUNT };

#define NAME(name, parameters) #name,
static const char *const names[] = {FUNCTIONS(NAME)};

struct list {
    unsigned char version[2];
    void *functions[COUNT];
};

static const struct list *real;
static _Atomic word codes[COUNT];
static _Atomic word delays[COUNT];
static _Atomic word spared[COUNT];
static _Atomic word left[COUNT];
static _Atomic word struck[COUNT];
static _Atomic long sessions;
static pthread_rwlock_t inside;
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Who waits to do something underneath goes before new calls. */
static void begin(void) {
    pthread_rwlockattr_t attributes;
    pthread_rwlockattr_init(&attributes);
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&inside, &attributes);
}

/* Counts down to 0; says whether there was anything to count. */
static int take_one(_Atomic word *count) {
    word before = atomic_load(count);
    while (before != 0 && !atomic_compare_exchange_weak(count, &before, before - 1)) {
    }
    return before != 0;
}

/* Takes the time that the function is to take, and returns the code that it is to give; 0 where the real function is to be called. */
static word strike(enum number function) {
    if (atomic_load(&left[function]) == 0 || take_one(&spared[function]) || !take_one(&left[function])) {
        return OK;
    }
    word milliseconds = atomic_load(&delays[function]);
    word code = atomic_load(&codes[function]);
    atomic_fetch_add(&struck[function], 1);
    struct timespec rest = {(time_t)(milliseconds / 1000), (long)(milliseconds % 1000) * 1000000};
    while (milliseconds && nanosleep(&rest, &rest) != 0) {
    }
    return code;
}

static void count_session(enum number function, word code) {
    if (code != OK) {
        return;
    }
    if (function == C_OpenSession_number) {
        atomic_fetch_add(&sessions, 1);
    } else if (function == C_CloseSession_number) {
        atomic_fetch_sub(&sessions, 1);
    } else if (function == C_Finalize_number) {
        atomic_store(&sessions, 0);
    }
}

#define WORDS1 word a
#define WORDS2 WORDS1, word b
#define WORDS3 WORDS2, word c
#define WORDS4 WORDS3, word d
#define WORDS5 WORDS4, word e
#define WORDS6 WORDS5, word f
#define WORDS8 WORDS6, word g, word h
#define GIVEN1 a
#define GIVEN2 GIVEN1, b
#define GIVEN3 GIVEN2, c
#define GIVEN4 GIVEN3, d
#define GIVEN5 GIVEN4, e
#define GIVEN6 GIVEN5, f
#define GIVEN8 GIVEN6, g, h
#define REAL(name, parameters) ((word(*)(WORDS##parameters))real->functions[name##_number])

#define FORWARD(name, parameters) \
    static word faulty_##name(WORDS##parameters) { \
        word code = strike(name##_number); \
        if (code == OK) { \
            pthread_rwlock_rdlock(&inside); \
            code = REAL(name, parameters)(GIVEN##parameters); \
            count_session(name##_number, code); \
            pthread_rwlock_unlock(&inside); \
        } \
        return code; \
    }
FUNCTIONS(FORWARD)

#define POINTER(name, parameters) (void *)faulty_##name,
static const struct list faulty = {{2, 40}, {FUNCTIONS(POINTER)}};

word C_GetFunctionList(const struct list **list) {
    if (real == NULL) {
        return GENERAL_ERROR;
    }
    *list = &faulty;
    return OK;
}

/* Before everything else. Returns 0 where the library is usable. */
word shim_forward_to(const char *library) {
    pthread_once(&once, begin);
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    word (*list)(const struct list **) = handle ? (word(*)(const struct list **))dlsym(handle, "C_GetFunctionList") : NULL;
    return list ? list(&real) : GENERAL_ERROR;
}

/*
 * After so many calls that are spared, the next ones of the function take so long and, where code is not 0, fail with it; with calls 0,
 * the fault ends. Returns 1 where there is no such function.
 */
word shim_fault(const char *function, word code, word milliseconds, word before, word calls) {
    for (int i = 0; i < COUNT; i++) {
        if (strcmp(names[i], function) == 0) {
            atomic_store(&left[i], 0);
            atomic_store(&struck[i], 0);
            atomic_store(&codes[i], code);
            atomic_store(&delays[i], milliseconds);
            atomic_store(&spared[i], before);
            atomic_store(&left[i], calls);
            return 0;
        }
    }
    return 1;
}

/* How many calls of all functions met a fault since it was set. */
word shim_struck(void) {
    word sum = 0;
    for (int i = 0; i < COUNT; i++) {
        sum += atomic_load(&struck[i]);
    }
    return sum;
}

/* Closes every session with every token. */
word shim_close_all_sessions(void) {
    word slots[MOST_SLOTS];
    word count = MOST_SLOTS;
    pthread_rwlock_wrlock(&inside);
    word code = REAL(C_GetSlotList, 3)(1, (word)slots, (word)&count);
    for (word i = 0; code == OK && i < count; i++) {
        REAL(C_CloseAllSessions, 1)(slots[i]);
    }
    atomic_store(&sessions, 0);
    pthread_rwlock_unlock(&inside);
    return code;
}

/* Logs the user out of every token. */
word shim_log_out(void) {
    word slots[MOST_SLOTS];
    word count = MOST_SLOTS;
    pthread_rwlock_wrlock(&inside);
    word code = REAL(C_GetSlotList, 3)(1, (word)slots, (word)&count);
    for (word i = 0; code == OK && i < count; i++) {
        word session = 0;
        if (REAL(C_OpenSession, 5)(slots[i], SERIAL_SESSION, 0, 0, (word)&session) == OK) {
            REAL(C_Logout, 1)(session);
            REAL(C_CloseSession, 1)(session);
        }
    }
    pthread_rwlock_unlock(&inside);
    return code;
}

word shim_finalize(void) {
    pthread_rwlock_wrlock(&inside);
    word code = REAL(C_Finalize, 1)(0);
    atomic_store(&sessions, 0);
    pthread_rwlock_unlock(&inside);
    return code;
}

/* How many sessions are open, with all tokens. */
word shim_sessions(void) {
    return (word)atomic_load(&sessions);
}
