// BullMQ, in a module of its own: the build joins it into a chunk that only a queue loads.
export { Queue, QueueEvents, Worker } from 'bullmq';
export { Redis } from 'ioredis';
