-- AlterTable
ALTER TABLE "card_versions" ADD COLUMN     "sheet" JSONB;

-- CreateTable
CREATE TABLE "interviews" (
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "config" JSONB NOT NULL,
    "overall" DOUBLE PRECISION,

    CONSTRAINT "interviews_pkey" PRIMARY KEY ("userId","id")
);

-- CreateTable
CREATE TABLE "interview_events" (
    "userId" UUID NOT NULL,
    "interviewId" UUID NOT NULL,
    "seq" INTEGER NOT NULL,
    "id" UUID NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "deviceId" TEXT,
    "payload" JSONB NOT NULL,

    CONSTRAINT "interview_events_pkey" PRIMARY KEY ("userId","interviewId","seq")
);

-- CreateTable
CREATE TABLE "interview_drafts" (
    "userId" UUID NOT NULL,
    "interviewId" UUID NOT NULL,
    "question" TEXT NOT NULL,
    "deviceId" TEXT NOT NULL,
    "number" INTEGER NOT NULL,
    "text" TEXT NOT NULL,
    "savedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "interview_drafts_pkey" PRIMARY KEY ("userId","interviewId","question","deviceId")
);

-- CreateIndex
CREATE INDEX "interviews_userId_createdAt_idx" ON "interviews"("userId", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "interview_events_userId_interviewId_id_key" ON "interview_events"("userId", "interviewId", "id");

-- AddForeignKey
ALTER TABLE "interviews" ADD CONSTRAINT "interviews_userId_fkey" FOREIGN KEY ("userId") REFERENCES "people"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_events" ADD CONSTRAINT "interview_events_userId_interviewId_fkey" FOREIGN KEY ("userId", "interviewId") REFERENCES "interviews"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "interview_drafts" ADD CONSTRAINT "interview_drafts_userId_interviewId_fkey" FOREIGN KEY ("userId", "interviewId") REFERENCES "interviews"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
