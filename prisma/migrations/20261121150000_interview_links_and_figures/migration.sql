-- AlterTable
ALTER TABLE "interviews" ADD COLUMN     "dimensions" JSONB;

-- CreateTable
CREATE TABLE "interview_links" (
    "hash" TEXT NOT NULL,
    "userId" UUID NOT NULL,
    "id" UUID NOT NULL,
    "interviewId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "withAnswers" BOOLEAN NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "interview_links_pkey" PRIMARY KEY ("hash")
);

-- CreateIndex
CREATE INDEX "interview_links_userId_interviewId_idx" ON "interview_links"("userId", "interviewId");

-- AddForeignKey
ALTER TABLE "interview_links" ADD CONSTRAINT "interview_links_userId_interviewId_fkey" FOREIGN KEY ("userId", "interviewId") REFERENCES "interviews"("userId", "id") ON DELETE CASCADE ON UPDATE CASCADE;
